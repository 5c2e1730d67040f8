import Glibc
public enum RowError: Error, Sendable { case notFinite }
public struct Row: Sendable {
    public var c: [(Float, Int32)]
    public var byteCount: Int { c.count * 8 }
    public init(keeping logits: UnsafeBufferPointer<Float>, extras: [Int32]) throws(RowError) {
        try self.init(whole: logits)
    }
    public init(whole logits: UnsafeBufferPointer<Float>) throws(RowError) {
        c = Array(logits.enumerated().map { ($1, Int32($0)) }.sorted { $0.0 > $1.0 }.prefix(600))
        if !c[0].0.isFinite { throw .notFinite }
    }
}
public struct NoiseKey: Sendable {
    let h: UInt64
    public init(seed: UInt64, case c: UInt64, sample: Int, stage: Int, index: Int) { h = seed &* 77 &+ c &* 31 &+ UInt64(sample * 7919 + stage * 104729 + index) }
}
public struct Survivors: Sendable {
    var c: [(Float, Int32)]
    var t: Double
    public func draw(_ key: NoiseKey) -> Int32 {
        if t == 0 { return c[0].1 }
        return c.max { a, b in s(a, key) < s(b, key) }?.1 ?? 0
    }
    func s(_ a: (Float, Int32), _ key: NoiseKey) -> Double {
        var x = key.h &+ UInt64(a.1) &* 0x9E3779B97F4A7C15
        x = (x ^ (x >> 30)) &* 0xBF58476D1CE4E5B9; x = (x ^ (x >> 27)) &* 0x94D049BB133111EB; x ^= x >> 31
        let u = (Double(x >> 11) + 0.5) / 9007199254740992.0
        return Double(a.0) / t - log(-log(u))
    }
}
public enum FunnelOutcome { case kept(Survivors), unproven }
public struct Funnel {
    let s: Settings
    public init(_ s: Settings) { self.s = s }
    public mutating func apply(to row: Row, history: ArraySlice<Int32>) -> FunnelOutcome {
        .kept(Survivors(c: Array(row.c.prefix(s.topK == 0 ? 600 : s.topK)), t: s.temperature))
    }
}
