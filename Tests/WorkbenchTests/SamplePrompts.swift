import Prompting
import Sampling

extension Prompt {
    /// Reviews in two languages, with examples, a variable and two lanes that differ in their temperature.
    static var reviews: Prompt {
        var prompt = Prompt()
        prompt.name = "Sentiment of a review"
        prompt.instruction = "Classify the sentiment of the review as Positive or Negative. Answer with one word."
        prompt.examples = [
            Example(input: "Loved every minute of it.", reasoning: "“Loved” is strong praise.", output: "Positive"),
            Example(input: "돈이 아까운 영화였어요.", output: "Negative"),
            Example(input: "It was a film.", output: "Neutral", isOn: false),
        ]
        prompt.input = "{{review}}"
        prompt.variables = ["review": "The plot dragged and I nearly fell asleep."]
        prompt.technique = .fewShot
        prompt.modelParameters.maxTokens = 64
        prompt.lanes = [Lane(name: "cool"), Lane(name: "warm")]
        prompt.lanes[0].modelParameters.temperature = 0.2
        prompt.lanes[1].modelParameters.temperature = 1.2
        return prompt
    }

    /// One lane, no examples: only an instruction and an input.
    static var plain: Prompt {
        var prompt = Prompt()
        prompt.instruction = "Say it briefly."
        prompt.input = "Why is the sky blue?"
        prompt.lanes = [Lane(name: "A")]
        return prompt
    }
}
