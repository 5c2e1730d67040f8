/// Where the tokens of a history stand in a model's memory, with images among them.
struct HistoryPlaces {
    /// The engine's images; nil if its model reads none.
    let images: ImageTable?

    /// Returns the position of the token at `index`. An image with M-RoPE takes fewer positions than it has vectors.
    func position(of index: Int, in history: [Int32]) -> Int {
        guard let images, images.shortens else { return index }
        var position = 0
        var next = 0
        while next < index {
            guard history[next] < 0, let extent = images.extent(history[next]), next + extent.count <= index else {
                position += 1
                next += 1
                continue
            }
            position += extent.positions
            next += extent.count
        }
        return position
    }

    /// Returns the largest length up to `length` that cuts no image in two.
    func wholeLength(_ length: Int, of history: [Int32]) -> Int {
        guard let images, length > 0, length < history.count, history[length] < 0,
            let extent = images.extent(history[length])
        else { return length }
        var start = length
        while start > 0, history[start - 1] == history[length] { start -= 1 }
        return length - (length - start) % extent.count
    }

    /// Returns the lengths of the stretches of a history: of text up to an image, and of each image.
    func stretches(_ history: ArraySlice<Int32>) -> [Int] {
        var lengths: [Int] = []
        var rest = history
        while let first = rest.first {
            let length =
                first < 0
                ? images?.extent(first)?.count ?? 1
                : rest.firstIndex { $0 < 0 }.map { $0 - rest.startIndex } ?? rest.count
            lengths.append(length)
            rest = rest.dropFirst(length)
        }
        return lengths
    }
}
