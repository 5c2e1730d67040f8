import Foundation

/// What SciPy, statsmodels, sacreBLEU and rouge-score say: Reference/figures.json, made by figures.py beside it.
struct ReferenceFigures: Decodable {
    static let shared = Result {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Reference/figures.json")
        return try JSONDecoder().decode(ReferenceFigures.self, from: Data(contentsOf: file))
    }

    struct McNemarTest: Decodable {
        let onlyFirst: Int
        let onlySecond: Int
        let p: Double
    }

    struct Correction: Decodable {
        let p: [Double]
        let adjusted: [Double]
    }

    struct BinomialLaw: Decodable {
        let k: Int
        let n: Int
        let p: Double
        let probability: Double
        let atMost: Double
        let atLeast: Double
    }

    struct Power: Decodable {
        struct Found: Decodable {
            let cases: Int
            let differing: Double
            let difference: Double
            let level: Double
            let power: Double
        }

        struct Smallest: Decodable {
            let cases: Int
            let differing: Double
            let level: Double
            let difference: Double?
        }

        let powers: [Found]
        let smallest: [Smallest]
    }

    struct Bootstraps: Decodable {
        struct Binary: Decodable {
            let onlyFirst: Int
            let onlySecond: Int
            let both: Int
            let neither: Int
            let low: Double
            let high: Double
        }

        struct Scores: Decodable {
            let first: [Double]
            let second: [Double]
            let low: Double
            let high: Double
            let standardError: Double
        }

        let binary: [Binary]
        let scores: [Scores]
    }

    struct Text: Decodable {
        let output: String
        let expected: [String]
        let exactMatch: Double
        let f1: Double
        let rougeL: Double
        let rougeLOfWords: Double
        let bleu: Double
        let chrF: Double
        let editDistance: Int
        let distinct1: Double
        let distinct2: Double
        let repetition: Double
        let words: [String]
        let characters: Int
    }

    struct Corpus: Decodable {
        let name: String
        let outputs: [String]
        let expected: [[String]]
        let bleu: Double
        let chrF: Double
    }

    struct JSONText: Decodable {
        let text: String
        let isValid: Bool
    }

    let mcnemar: [McNemarTest]
    let holm: [Correction]
    let binomial: [BinomialLaw]
    let power: Power
    let bootstrap: Bootstraps
    let texts: [Text]
    let json: [JSONText]
    let corpora: [Corpus]
}

/// Whether two numbers agree to so many digits of the larger one.
func agree(_ a: Double, _ b: Double, within tolerance: Double) -> Bool {
    a == b || abs(a - b) <= tolerance * max(abs(a), abs(b))
}
