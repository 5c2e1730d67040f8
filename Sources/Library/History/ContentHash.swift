import Sampling

extension String {
    /// Finds equal texts again. It has to stay what it is, because it is kept.
    var contentHash: Int64 {
        var hash = StableHash()
        hash.add(bytes: utf8)
        return Int64(bitPattern: hash.value)
    }
}
