internal import CSampling

extension Row {
    /// Writes the whole row, bit for bit.
    package func pack(into packer: inout Packer) {
        packer.add(Int64(vocabularySize))
        packer.add(Int64(finiteCount))
        // A NaN stands for no spread.
        let sums = [spread?.sum ?? .nan, spread?.squares ?? .nan]
        for number in [logSumExp, entropy, tailMass, tailMoment] + sums { packer.add(number) }
        packer.add(UInt32(stored.count))
        for candidate in stored {
            packer.add(candidate.token)
            packer.add(candidate.logit)
        }
        packer.add(UInt32(extras.count))
        for extra in extras {
            packer.add(extra.id)
            packer.add(extra.logit)
        }
    }

    /// Reads what ``pack(into:)`` wrote; nil if the bytes aren't a row.
    package init?(unpacking unpacker: inout Unpacker) {
        guard let vocabularySize = unpacker.integer(Int64.self), let finiteCount = unpacker.integer(Int64.self),
            let logSumExp = unpacker.double(), let entropy = unpacker.double(),
            let tailMass = unpacker.double(), let tailMoment = unpacker.double(),
            let sum = unpacker.double(), let squares = unpacker.double(),
            let stored = unpacker.list(
                of: 8,
                { unpacker in
                    unpacker.integer(Int32.self).flatMap { token in
                        unpacker.float().map { csampling_candidate(token: token, logit: $0) }
                    }
                }),
            let extras = unpacker.list(
                of: 8,
                { unpacker in
                    unpacker.integer(Int32.self).flatMap { id in unpacker.float().map { Candidate(id: id, logit: $0) } }
                })
        else { return nil }
        self.vocabularySize = Int(vocabularySize)
        self.finiteCount = Int(finiteCount)
        self.logSumExp = logSumExp
        self.entropy = entropy
        self.tailMass = tailMass
        self.tailMoment = tailMoment
        spread = sum.isNaN ? nil : Spread(sum: sum, squares: squares)
        self.stored = stored
        self.extras = extras
    }
}
