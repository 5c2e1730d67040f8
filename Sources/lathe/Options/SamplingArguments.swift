import ArgumentParser
import Sampling

/// The sampling settings, each as an option.
///
/// ArgumentParser finds the options of a type by reflection, and decodes them under their names. This type shows it one
/// for each setting in the table, so that there needn't be a property for each.
struct SamplingArguments: ParsableArguments, CustomReflectable {
    private var options: [SettingsKey: Option<String?>] = [:]
    private var stop = Option<[String]>(
        wrappedValue: [], parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A text that ends a generation. \\n, \\t and \\r are a line break, a tab and a return, \\\\ a backslash. May be repeated.",
            valueName: "text"))

    init() {
        for key in SettingsKey.allCases where key != .stop {
            options[key] = Option(parsing: .unconditional, help: ArgumentHelp("\(key.range).", valueName: "value"))
        }
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: SettingsKey.self)
        for key in SettingsKey.allCases where key != .stop {
            options[key] = try values.decode(Option<String?>.self, forKey: key)
        }
        stop = try values.decode(Option<[String]>.self, forKey: .stop)
    }

    var customMirror: Mirror {
        Mirror(
            self,
            children: SettingsKey.allCases.map { key in
                (label: key.rawValue, value: options[key].map { $0 as Any } ?? stop)
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
        // An empty text removes all other stop texts.
        let stop = stop.wrappedValue
        if !stop.isEmpty { patch.stop = stop.filter { !$0.isEmpty }.map(BackslashEscapes.read) }
        return patch
    }

    func validate() throws {
        _ = try patch()
    }
}
