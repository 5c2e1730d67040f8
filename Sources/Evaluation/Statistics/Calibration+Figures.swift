import Foundation

extension Calibration {
    /// The headings of the columns that ``cells(of:)`` fills.
    package static let headings = ["log loss", "Brier", "ECE", "AUC"]

    /// Returns the figures of a calibration for a table; dashes if there is none.
    package static func cells(of calibration: Calibration?) -> [String] {
        guard let calibration else { return headings.map { _ in "-" } }
        let figures: [Double?] = [
            calibration.logLoss, calibration.brier, calibration.expectedError, calibration.auc,
        ]
        return figures.map { figure in figure.map { String(format: "%.3f", $0) } ?? "-" }
    }
}

extension Calibration.Bin {
    /// The range of shares in percents: `30 to 40 %`.
    package var range: String { "\(Int((low * 100).rounded())) to \(Int((high * 100).rounded())) %" }

    /// What it says: `right 42.9 %, share 45.4 %, 14 cases`.
    package var words: String {
        "right \(Wording.percent(accuracy)), share \(Wording.percent(confidence)), \(count) \(count == 1 ? "case" : "cases")"
    }

    /// Returns the parts of its bar in a reliability diagram: the bar is as long as answers are right, and the stroke stands
    /// where their shares are.
    package func bar(cells: Int) -> (length: Int, stroke: Int) {
        (Int((accuracy * Double(cells)).rounded()), max(0, min(cells - 1, Int(confidence * Double(cells)))))
    }
}

extension LikelihoodResult {
    /// Returns the calibration after a correction, or of the shares as the model gives them; nil if it can't be made.
    package func calibration(after method: CalibrationMethod?) -> Calibration? {
        switch method {
        case nil: plain
        case .temperature?: scaled
        case .contextual?: contextual
        }
    }

    /// Returns a correction in words, with its temperature: `none`, `temperature 3.55`, `contextual`.
    package func title(of method: CalibrationMethod?) -> String {
        let temperature = method == .temperature ? temperature.map { " " + String(format: "%.2f", $0) } : nil
        return (method?.rawValue ?? "none") + (temperature ?? "")
    }
}
