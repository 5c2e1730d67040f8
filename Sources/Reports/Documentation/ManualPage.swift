import Lanes

/// The manual page `lathe(1)`, made of the commands' help.
package enum ManualPage {
    /// Returns the page in roff's man macros, with the commands in their order.
    package static func text(_ commands: [DescribedCommand]) -> String {
        let details = commands.map { command in
            ".SS \(escaped(command.name))\n.nf\n\(escaped(command.help))\n.fi"
        }
        return """
            .TH LATHE 1 "" "Lathe \(LatheVersion.number)" "User Commands"
            .SH NAME
            lathe \\- a prompt-engineering workbench for the terminal
            .SH SYNOPSIS
            .B lathe
            .RI [ command ]
            .RI [ options ]
            .SH DESCRIPTION
            One prompt, several lanes, side by side: techniques, sampling settings and models are compared on a screen, and everything
            on the screen is also a command. Without a command, or with a prompt's name or file, the workbench opens.
            .SH COMMANDS
            \(commands.map { ".TP\n.B \(escaped($0.name))\n\(escaped($0.abstract))" }.joined(separator: "\n"))
            .SH FILES
            .TP
            .I ~/.config/lathe/config.yaml
            Your settings; lathe config init writes a file with every setting explained and switched off.
            .TP
            .I ~/.local/share/lathe
            Your prompts, their versions, the history of runs, and models.
            .TP
            .I ~/.local/state/lathe
            Unsaved work, results of evaluations, and the log.
            .SH EXIT STATUS
            .TP
            .B 0
            All went well.
            .TP
            .B 1
            The work failed, or a lane did.
            .TP
            .B 64
            The command line is wrong.
            .TP
            .B 130
            It was interrupted.
            .SH OPTIONS OF EACH COMMAND
            \(details.joined(separator: "\n"))
            .SH SEE ALSO
            lathe help lists the pages of the documentation; lathe help PAGE shows one.

            """
    }

    /// Escapes a text's dashes, backslashes and line beginnings for roff.
    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&\($0)" : String($0) }
            .joined(separator: "\n")
    }
}

/// A command with its help.
package struct DescribedCommand {
    /// The command's name, with the names of the commands that it belongs to.
    package var name: String
    /// What it does, in a sentence.
    package var abstract: String
    /// The whole help.
    package var help: String

    /// Creates a description.
    package init(name: String, abstract: String, help: String) {
        self.name = name
        self.abstract = abstract
        self.help = help
    }
}
