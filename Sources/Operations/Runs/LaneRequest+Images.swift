import Images
import Lanes
import Library
import Prompting

extension LaneRequest {
    /// Returns the request with what the files of its images hold now, which is recorded with the run.
    ///
    /// - Throws: ``PromptError/image(_:)`` if a file can't be sent.
    package func readingImages() throws(PromptError) -> LaneRequest {
        var request = self
        do throws(ImageFileError) {
            request.prompt = try prompt.replacingImages { image throws(ImageFileError) in try image.read() }
        } catch {
            throw .image(error)
        }
        return request
    }
}

extension PromptFile {
    /// Returns the folders of the prompt's images. Values of `variables` were given in the working folder.
    package func imageFolders(given variables: some Sequence<String> = EmptyCollection<String>()) -> ImageFolders {
        let folders = variables.map { ($0, ImageFolders.working) }
        return ImageFolders(
            prompt: hasPath ? file.parentFolder : ImageFolders.working,
            variables: Dictionary(folders) { first, _ in first })
    }
}
