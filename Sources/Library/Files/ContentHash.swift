import Sampling

extension String {
    /// A hash to find equal texts by. It must never change, because it is kept in files.
    package var contentHash: Int64 {
        var hash = StableHash()
        hash.add(bytes: utf8)
        return Int64(bitPattern: hash.value)
    }
}
