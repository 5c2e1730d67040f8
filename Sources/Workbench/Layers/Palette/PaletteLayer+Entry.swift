import Prompting
import Terminal

extension PaletteLayer {
    /// Something that can be done.
    enum Entry: Sendable {
        /// What a key of the layer below does.
        case key(Key, title: String, names: String)
        /// What a binding does; its keys without those that do something else in the layer below.
        case action(Binding, names: String)
        /// Turns a knob, by its index.
        case knob(Int)
        /// Chooses a technique or a layout for the prompt.
        case technique(Technique), layout(Layout)
        /// What a key does in a layer that an action opens, with the layer's name.
        case inLayer(Action, place: String, title: String, names: String)

        /// Its title in English.
        var title: String { title(in: .english) }

        /// Returns its title in a language.
        func title(in language: Language) -> String {
            func word(_ english: String) -> String {
                language == .korean ? Korean.words[english] ?? english : english
            }
            return switch self {
            case .key(_, let title, _): word(title)
            case .inLayer(_, let place, let title, _): "\(word(place)): \(word(title))"
            case .action(let binding, _): word(binding.title)
            case .knob(let index): "\(word("Knob")): \(Knob.all[index].title(in: language))"
            case .technique(let technique): "\(word("Technique of the prompt")): \(word(technique.title))"
            case .layout(let layout): "\(word("Layout of the prompt")): \(layout.rawValue)"
            }
        }

        /// What typed words are looked for in: its title in English and in Korean, and its keys, in lower case.
        var text: String { "\(title) \(title(in: .korean)) \(names)".lowercased() }

        /// Its keys as the help writes them.
        var names: String {
            switch self {
            case .key(_, _, let names), .action(_, let names), .inLayer(_, _, _, let names): names
            case .knob, .technique, .layout: ""
            }
        }

        /// Other words that people look for it by.
        var synonyms: String {
            switch self {
            case .action(let binding, _): binding.action.synonyms
            case .knob(let index): Knob.all[index].synonyms
            case .technique: "shot chain of thought reasoning steps"
            case .layout: "template raw text"
            case .inLayer(_, "Deleted", _, _): "trash bin restore undelete"
            case .key(_, let title, _), .inLayer(_, _, let title, _):
                title.hasPrefix("List the deleted") ? "trash bin restore undelete" : ""
            }
        }
    }
}
