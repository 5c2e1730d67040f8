import Foundation

/// Word problems of three and four sentences, as long as those of GSM8K, the same ones at every call.
enum GradeSchool {
    /// A problem and its answer.
    struct Problem: Encodable {
        var id: String
        var question: String
        var expected: String
    }

    private static let names = ["Ada", "Bram", "Chloe", "Dina", "Elif", "Femi", "Greta", "Hugo"]

    /// The first so many problems; no two are alike.
    static func problems(_ count: Int) -> [Problem] {
        (0..<count).map { number in
            let name = names[number % names.count]
            let (a, b, c) = (number % 7 + 3, number % 5 + 6, number % 4 + 2)
            let (question, answer) =
                switch number % 6 {
                case 0:
                    (
                        "\(name) runs a small bakery that is open \(b) days in every two weeks. On each of these days \(name) sells \(a * 4) loaves in the morning and half as many in the afternoon. Each loaf costs $\(c). How many dollars does the bakery take in two weeks?",
                        b * (a * 4 + a * 2) * c
                    )
                case 1:
                    (
                        "A school orders \(a) boxes of pencils for the new year. Each box holds \(b * 2) pencils, and \(name) finds that \(c) pencils in every box are broken. The good ones are shared out, two to each pupil. How many pupils get pencils?",
                        a * (b * 2 - c) / 2
                    )
                case 2:
                    (
                        "\(name) is reading a book of \(a * 60) pages. In the first week \(name) reads \(b) pages a day, and in the second week twice as many a day. After that \(c) pages are skipped, because they are only pictures. How many pages are still to be read?",
                        a * 60 - 7 * b - 14 * b - c
                    )
                case 3:
                    (
                        "Tickets for the fair cost $\(b) for grown-ups and $\(c) for children. \(name) goes there with \(a) grown-ups and three times as many children, and pays for all of them, but not for \(name). How much do the tickets cost in all?",
                        a * b + 3 * a * c
                    )
                case 4:
                    (
                        "A tank holds \(a * 50) litres of water. Every hour \(b) litres run out through a hole, and \(name) pours in \(c) litres an hour from a bucket. Nothing else flows in or out. How many litres are in the full tank after 4 hours?",
                        a * 50 - 4 * (b - c)
                    )
                default:
                    (
                        "\(name) saves $\(b) every week for \(a + 6) weeks. Then \(name) buys a jacket for $\(b * 4) and a pair of socks for $\(c). The rest is put into a bank, which adds $10 as a present. How many dollars are in the bank?",
                        (a + 6) * b - b * 4 - c + 10
                    )
                }
            return Problem(id: "g\(number + 1)", question: question, expected: "\(answer)")
        }
    }
}
