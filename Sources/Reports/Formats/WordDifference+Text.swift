import TextLayout

extension WordDifference {
    /// A piece of two compared texts.
    package enum Piece: Hashable {
        case same(String)
        case differing(String, String)
    }

    /// Returns the pieces of both texts, in order. The texts must be those that were compared.
    package func pieces(_ first: String, _ second: String) -> [Piece] {
        let (left, right) = (Array(first.utf8), Array(second.utf8))
        func text(_ bytes: [UInt8], _ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        var pieces: [Piece] = []
        var (x, y) = (0, 0)
        var (gone, came) = (inFirst[...], inSecond[...])
        while x < left.count || y < right.count {
            // A common piece reaches to the next difference in either text.
            let length = min((gone.first?.lowerBound ?? left.count) - x, (came.first?.lowerBound ?? right.count) - y)
            if length > 0 {
                pieces.append(.same(text(left, x..<x + length)))
                x += length
                y += length
            }
            let old = gone.first.flatMap { $0.lowerBound == x ? $0 : nil }
            let new = came.first.flatMap { $0.lowerBound == y ? $0 : nil }
            if old == nil, new == nil { break }
            pieces.append(.differing(old.map { text(left, $0) } ?? "", new.map { text(right, $0) } ?? ""))
            if let old {
                x = old.upperBound
                gone.removeFirst()
            }
            if let new {
                y = new.upperBound
                came.removeFirst()
            }
        }
        return pieces
    }

    /// Returns both texts as one, with differences marked: `[-only in the first-]{+only in the second+}`.
    package func marked(_ first: String, _ second: String) -> String {
        pieces(first, second).map { piece in
            switch piece {
            case .same(let text): text
            case .differing(let old, let new): (old.isEmpty ? "" : "[-\(old)-]") + (new.isEmpty ? "" : "{+\(new)+}")
            }
        }.joined()
    }
}
