import Library
import Prompting
import Terminal

extension State {
    /// Asks for the versions of the open prompt.
    mutating func showVersions() {
        guard let path, !isShipped else {
            say("Versions are kept of prompts that you save: ^S saves this one under a name.")
            return
        }
        emit(.listVersions(path))
    }

    mutating func receive(_ versions: [DescribedVersion], of path: String, _ now: Prompt?) {
        guard !versions.isEmpty else {
            let text = "There are no versions yet: each save makes one."
            if case .library(var picker) = overlay {
                picker.notice = text
                overlay = .library(picker)
            } else {
                say(text)
            }
            return
        }
        switch overlay {
        case .library(let picker): keptOverlays.append(.library(picker))
        case nil: break
        // The user has turned to something else since.
        default: return
        }
        overlay = .versions(VersionPicker(path: path, versions: versions.reversed(), now: now))
    }

    mutating func receiveInVersions(_ key: Key, _ picker: VersionPicker) {
        var picker = picker
        var finder = Finder(selected: picker.selected)
        switch (key.code, key.modifiers) {
        case (.escape, _):
            returnToKept()
            return
        case (.up, []), (.down, []), (.pageUp, _), (.pageDown, _):
            move(&finder, key, count: picker.versions.count)
            picker.selected = finder.selected
            overlay = .versions(picker)
        case (.enter, _):
            let isOpen = picker.path == path && !isShipped
            compare(picker.chosen, (isOpen && isUnsaved ? promptForSaving : picker.now, "now"), in: picker)
        case (.tab, _):
            let before = picker.versions.dropFirst(picker.selected + 1).first
            compare(before, (picker.chosen?.prompt, "version \(picker.chosen?.version.number ?? 0)"), in: picker)
        case (.character("r"), []):
            guard let version = picker.chosen else { return }
            overlay = nil
            if isUnsaved { keepDraft() }
            emit(.library(.restoreVersion(version.version, of: picker.path)))
        default: break
        }
    }

    private mutating func compare(
        _ version: DescribedVersion?, _ other: (prompt: Prompt?, title: String), in picker: VersionPicker
    ) {
        guard let version else {
            say("This is the first version.")
            return
        }
        guard let first = version.prompt, let second = other.prompt else {
            say("One of the two can't be read: it has a mistake.", isError: true)
            return
        }
        keptOverlays.append(.versions(picker))
        overlay = .comparison(
            Comparison(
                title: "version \(version.version.number) and \(other.title)", PromptDifference(first, second),
                width: Comparison.textWidth(size), glyphs: glyphs))
    }
}
