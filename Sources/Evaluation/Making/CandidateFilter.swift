/// A reason for which a candidate is dropped. Each but three can be switched off.
package enum CandidateFilter: String, Sendable, Hashable, Codable, CaseIterable {
    /// A model's list has no values for all variables.
    case form
    /// A request failed.
    case failed
    /// The token limit ended it.
    case cut
    /// Its input has three words or fewer.
    case short
    /// Its input has more than 150 words.
    case long
    /// Its input speaks of things that a text can't hold.
    case things
    /// Its input asks for a program.
    case program
    /// Its input begins with a punctuation mark.
    case punctuation
    /// Its input begins in a script that none of the user's inputs begins in.
    case script
    /// The same input was made for two outputs.
    case conflict
    /// Its input is like one that is there already.
    case duplicate
    /// Its input is like one of the data that the prompt is evaluated on.
    case evaluation
    /// Its input means the same as one that is there already, or that the prompt is evaluated on.
    case meaning
    /// It has no output.
    case empty
    /// Its output ends in a colon, so that something is missing.
    case colon
    /// Its output is its input.
    case echo
    /// Its output has no answer of the prompt's form.
    case unread
    /// Its reasoning leads to another answer than the known one.
    case wrong
    /// Its reasoning is longer than another that leads to the known answer.
    case longer
    /// It lacks a variable of the instruction, or has one that nothing fills.
    case variables
    /// It doesn't name an answer that the instruction names.
    case answers
    /// A judge rated it below the threshold.
    case rating

    /// True if it can be switched off.
    package var isSwitch: Bool { ![.form, .failed, .variables].contains(self) }

    /// What falls, for a table.
    package var meaning: String {
        switch self {
        case .form: "has no value for each variable"
        case .failed: "the request failed"
        case .cut: "is cut off by the token limit"
        case .short: "has an input of three words or fewer"
        case .long: "has more than 150 words"
        case .things: "speaks of images, graphs, pictures, files, maps, or of drawing, plotting, going to"
        case .program: "begins with “Write a program”"
        case .punctuation: "begins with a punctuation mark"
        case .script: "begins in a script that none of your inputs begins in"
        case .conflict: "has an input that was made for two outputs"
        case .duplicate: "is like one that is there (ROUGE-L above 0.7)"
        case .evaluation: "is like an input that the prompt is evaluated on"
        case .meaning: "has an input that means the same as another (by cosine)"
        case .empty: "has no output"
        case .colon: "has an output that ends in a colon"
        case .echo: "has its input as output"
        case .unread: "has no answer of the prompt's form"
        case .wrong: "leads to another answer than the known one"
        case .longer: "is longer than another way to the known answer"
        case .variables: "lacks a variable of the instruction, or has another"
        case .answers: "lacks an answer that the instruction names"
        case .rating: "is rated below the threshold"
        }
    }

    /// The filters that look at an input alone, in the order in which they are asked: those of self-instruct.
    static let ofInputs: [CandidateFilter] = [.short, .long, .things, .program, .punctuation, .script]
}
