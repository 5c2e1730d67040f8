import ArgumentParser
import Sampling

/// The sampling settings, each as an option.
///
/// ArgumentParser finds the options of a type by reflection, and decodes them under their names. This type shows it one
/// for each setting in the table, so that there needn't be a property for each.
struct SamplingArguments: ParsableArguments, CustomReflectable {
    private var options: [SettingsKey: Option<String?>] = [:]
    private var lists: [SettingsKey: Option<[String]>] = [:]

    init() {
        for key in SettingsKey.allCases {
            guard key.setting.isTexts else {
                options[key] = Option(parsing: .unconditional, help: ArgumentHelp("\(key.range).", valueName: "value"))
                continue
            }
            let what = key == .stop ? "A text that ends a generation" : "A text at which a repetition ends"
            let escapes = "\\n, \\t and \\r are a line break, a tab and a return, \\\\ a backslash. May be repeated."
            lists[key] = Option(
                wrappedValue: [], parsing: .unconditionalSingleValue,
                help: ArgumentHelp("\(what). \(escapes)", valueName: "text"))
        }
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: SettingsKey.self)
        for key in SettingsKey.allCases {
            if key.setting.isTexts {
                lists[key] = try values.decode(Option<[String]>.self, forKey: key)
            } else {
                options[key] = try values.decode(Option<String?>.self, forKey: key)
            }
        }
    }

    var customMirror: Mirror {
        Mirror(
            self,
            children: SettingsKey.allCases.map { key in
                (label: key.rawValue, value: options[key].map { $0 as Any } ?? lists[key] as Any)
            })
    }

    /// Returns the settings of the command line, checked.
    func patch() throws -> SettingsPatch {
        var patch = SettingsPatch()
        for key in SettingsKey.allCases {
            guard let text = options[key]?.wrappedValue else { continue }
            do throws(SettingsError) {
                try patch.set(key, to: text)
            } catch {
                throw ValidationError("--\(key.kebabName): \(error)")
            }
        }
        // An empty text removes all other texts.
        for (key, list) in lists where !list.wrappedValue.isEmpty {
            patch[key] = .texts(list.wrappedValue.filter { !$0.isEmpty }.map(BackslashEscapes.read))
        }
        return patch
    }

    func validate() throws {
        _ = try patch()
    }
}
