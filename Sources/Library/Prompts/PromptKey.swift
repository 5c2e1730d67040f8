/// A key of a prompt file: the reader knows it by this table, and the reference is made of it.
package struct PromptKey: Sendable, Hashable {
    /// The key as it is written.
    package let name: String
    /// What it takes, for the reference.
    package let values: String
    /// What it holds, for the reference.
    package let meaning: String

    private init(_ name: String, _ values: String, _ meaning: String) {
        (self.name, self.values, self.meaning) = (name, values, meaning)
    }

    /// The keys of a file, in the order in which a new file has them.
    package static let ofFile = [
        PromptKey("name", "text", "what lists and reports call the prompt"),
        PromptKey("description", "text", "what the prompt is for"),
        PromptKey("tags", "list of texts", "words to find the prompt by"),
        PromptKey("instruction", "text with variables", "what the model should do"),
        PromptKey("examples", "list of examples", "inputs with their right outputs"),
        PromptKey(
            "turns", "list of `user: text` and `assistant: text`", "the conversation so far, before the input"),
        PromptKey("input", "text with variables", "the question, or the text to work on"),
        PromptKey(
            "images", "list of paths, which may hold variables", "pictures that are sent before the input's text"),
        PromptKey("projector", "path", "the projector (mmproj) with which a model here reads the images"),
        PromptKey(
            "sources", "list of paths of files and folders", "texts whose passages become the variable `sources`"),
        PromptKey("sourceQuery", "text with variables", "what is searched for in the sources; without it, the input"),
        PromptKey("sourceCount", "1 to 50", "the most passages; 4 without it"),
        PromptKey("sourceTokens", "50 to 100000", "about how many tokens they may have together; 1000 without it"),
        PromptKey(
            "sourceSearch", "`bm25`, `embeddings`, `both` or `none`",
            "how passages are found: by words, by meaning, or by both; `bm25` without it"),
        PromptKey("sourceModel", "name or path", "the model on this machine that embeds passages and questions"),
        PromptKey("variables", "mapping of texts", "values that the command line and data can replace"),
        PromptKey("technique", "`zero-shot`, `few-shot`, `cot` or `zero-shot-cot`", "what is sent, in how many steps"),
        PromptKey("layout", "`chat` or `completion`", "how the parts become a text"),
        PromptKey("model", "name, path or `SERVER/NAME`", "the model of lanes that name none"),
        PromptKey("samples", "1 to 1000", "outputs of each lane, which vote"),
        PromptKey(
            "labels", "`question`, `answer`, `separator`, `between`, `choices`",
            "words before input and output in the completion layout, and what stands around them"),
        PromptKey("triggers", "`reasoning`, `answer`", "words that zero-shot-cot adds"),
        PromptKey("answerSentence", "text", "what comes before the output in cot"),
        PromptKey("opening", "text", "how the model's answer begins, which it then continues"),
        PromptKey("answer", "type, or mapping with `type`", "how answers are read, and the form that they are held to"),
        PromptKey("tools", "list in OpenAI's shape", "functions that the model may call; Lathe calls none"),
        PromptKey("modelParameters", "mapping", "[sampling settings](sampling.md)"),
        PromptKey("templateArguments", "mapping of JSON values", "what the model's chat template reads"),
        PromptKey("lanes", "list of lanes", "columns; each says only what differs from the prompt"),
        PromptKey("phrasings", "list of phrasings", "other words for the same task, for a sweep over `phrasing`"),
        PromptKey("testData", "list of mappings", "cases: values of variables, and `expected`"),
        PromptKey("evaluators", "list, as in GitHub Models' files", "what every output must fulfil"),
        PromptKey(
            "messages", "list, as in GitHub Models' files", "system, user and assistant messages in place of the parts"),
        PromptKey("responseFormat", "as in GitHub Models' files", "read into `answer`"),
        PromptKey("jsonSchema", "as in GitHub Models' files", "read into `answer`"),
    ]

    /// The keys of an example.
    package static let ofExample = [
        PromptKey("input", "text with variables", "the example's input"),
        PromptKey(
            "variables", "mapping of texts", "in place of `input`: values of the variables in the prompt's input"),
        PromptKey("reasoning", "text with variables", "the steps that lead to the output; only cot sends them"),
        PromptKey("output", "text with variables", "the right output"),
        PromptKey("images", "list of paths", "pictures that are sent before the example's input"),
        PromptKey("on", "`true` or `false`", "`false` leaves the example out"),
        PromptKey("origin", "text", "how a model made the example; it isn't sent"),
    ]

    /// The keys of a lane.
    package static let ofLane = [
        PromptKey("name", "text", "the lane's name; without one it has the letter of its place"),
        PromptKey("technique", "as above", "the lane's own technique"),
        PromptKey("layout", "as above", "the lane's own layout"),
        PromptKey("model", "as above", "the lane's own model"),
        PromptKey("projector", "path", "the lane's own projector for images"),
        PromptKey("samples", "1 to 1000", "the lane's own number of outputs"),
        PromptKey("phrasing", "name of a phrasing, or `own`", "the words that the lane sends in place of the prompt's"),
        PromptKey("sources", "as `sourceSearch`", "the lane's own way to find passages of the sources"),
        PromptKey(
            "withhold", "`true` or `false`", "`true` leaves out the passages that the data name right in `rightSource`"),
        PromptKey("modelParameters", "mapping", "settings that differ from the prompt's"),
        PromptKey("templateArguments", "mapping of JSON values", "values that differ from the prompt's"),
    ]

    /// The keys of a phrasing.
    package static let ofPhrasing = [
        PromptKey("name", "text", "the phrasing's name, unique in the file; not `own`"),
        PromptKey("instruction", "text with variables", "replaces the prompt's"),
        PromptKey(
            "input", "text with variables",
            "replaces the prompt's; examples with the text around the old input's variables get the new one"),
        PromptKey("examples", "list of numbers, from 1", "the prompt's examples that are sent, in this order"),
        PromptKey("labels", "as above", "each replaces the prompt's"),
        PromptKey("triggers", "as above", "each replaces the prompt's"),
        PromptKey("answerSentence", "text", "replaces the prompt's"),
        PromptKey("opening", "text", "replaces the prompt's"),
        PromptKey("origin", "text", "how the phrasing was made; it isn't sent"),
        PromptKey("on", "`true` or `false`", "`false` leaves it out of a sweep over `phrasing`"),
    ]
}
