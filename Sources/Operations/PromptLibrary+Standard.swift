import Interchange
import Library

extension PromptLibrary {
    /// The library of the user's prompts, in the folder that the settings name or the usual one, and of the shipped
    /// prompts.
    package static var standard: PromptLibrary {
        let locations = Locations.current
        let own = Configuration.current.promptsFolder ?? locations.prompts
        var library = PromptLibrary(
            folders: [own] + [locations.shippedPrompts].compactMap { $0 }, versionsFolder: locations.versions,
            trashFolder: locations.trash)
        library.places = Configuration.current.places
        library.isFolderNamed = Configuration.current.promptsFolder != nil
        library.foreign = Interchange.foreignFile(at:)
        return library
    }
}
