/// A state machine over the tails of byte sequences that are still to be read: each tail has a number, and each byte leads
/// from one to the next.
///
/// Bytes that no sequence tells apart form a class; most grammars have less than thirty.
struct ByteTails: Sendable {
    /// Says that a byte can't come next.
    static let dead: Int32 = -1
    /// Says that nothing is left to come.
    static let done: Int32 = -2

    /// The class of each byte.
    let classes: [UInt8]
    /// The number of classes.
    let classCount: Int
    private var starts: [Int32] = []
    /// The next rest for each rest and class.
    private var table: [Int32] = []

    init(_ sets: [ByteSequences]) {
        var isBorder = Array(repeating: false, count: 257)
        for range in sets.lazy.flatMap(\.sequences).joined() {
            isBorder[Int(range.lowerBound)] = true
            isBorder[Int(range.upperBound) + 1] = true
        }
        var classes = [UInt8](repeating: 0, count: 256)
        var examples: [UInt8] = [0]
        for byte in 1...255 {
            if isBorder[byte] { examples.append(UInt8(byte)) }
            classes[byte] = UInt8(examples.count - 1)
        }
        self.classes = classes
        classCount = examples.count
        var numbers: [[ArraySlice<ClosedRange<UInt8>>]: Int32] = [:]
        var pending: [[ArraySlice<ClosedRange<UInt8>>]] = []
        func number(of rests: [ArraySlice<ClosedRange<UInt8>>]) -> Int32 {
            if rests.isEmpty { return Self.dead }
            if rests.contains(where: \.isEmpty) { return Self.done }
            if let known = numbers[rests] { return known }
            numbers[rests] = Int32(numbers.count)
            pending.append(rests)
            return Int32(numbers.count - 1)
        }
        for set in sets { starts.append(number(of: set.sequences.map { $0[...] })) }
        var next = 0
        while next < pending.count {
            let rests = pending[next]
            next += 1
            for example in examples {
                let left = rests.filter { $0.first?.contains(example) ?? false }.map { $0.dropFirst() }
                table.append(number(of: left))
            }
        }
    }

    /// Returns the rest with which a set begins.
    func start(of set: Int) -> Int32 { starts[set] }

    /// Returns what is left of a rest after a byte of this class; ``dead`` or ``done`` if nothing is.
    func step(_ rest: Int32, _ byteClass: UInt8) -> Int32 { table[Int(rest) * classCount + Int(byteClass)] }
}
