extension CompiledPrompt {
    public func answer(in texts: [String]) -> String { texts.last ?? "" }
}
public func majority(of answers: [String]) -> String { answers.first ?? "" }
