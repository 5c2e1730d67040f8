/// A whole number of any length that isn't negative.
struct Natural: Hashable, Sendable, Comparable {
    /// Digits to the base 2^32, the lowest first, without zeros at the end; empty for zero.
    private var limbs: [UInt32]

    init(_ value: UInt64) {
        limbs = [UInt32(truncatingIfNeeded: value), UInt32(value >> 32)]
        trim()
    }

    /// Creates the number of digits from 0 to 9.
    init(digits: some Sequence<UInt8>) {
        limbs = []
        for digit in digits { multiply(by: 10, adding: UInt32(digit)) }
    }

    var isZero: Bool { limbs.isEmpty }

    var bitCount: Int { limbs.last.map { limbs.count * 32 - $0.leadingZeroBitCount } ?? 0 }

    /// The number, if it is at most `Int.max`.
    var integer: Int? {
        guard bitCount < 64 else { return nil }
        return limbs.reversed().reduce(0) { $0 << 32 | Int($1) }
    }

    /// The digits from 0 to 9, the highest first; empty for zero.
    var digits: [UInt8] {
        var (rest, digits) = (self, [UInt8]())
        while !rest.isZero {
            var part = rest.divide(by: 1_000_000_000)
            for _ in 0..<9 where part > 0 || !rest.isZero {
                digits.append(UInt8(part % 10))
                part /= 10
            }
        }
        return digits.reversed()
    }

    /// Returns 10 to a power that isn't negative.
    static func ten(to power: Int) -> Natural {
        var value = Natural(1)
        for _ in 0..<power { value.multiply(by: 10, adding: 0) }
        return value
    }

    static func + (first: Natural, second: Natural) -> Natural {
        var (sum, carry) = (first, UInt64(0))
        for index in 0..<max(first.limbs.count, second.limbs.count) {
            carry += first.limb(index) + second.limb(index)
            sum.set(index, UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        if carry > 0 { sum.limbs.append(UInt32(carry)) }
        return sum
    }

    /// Returns the difference; the second number must not be larger.
    static func - (first: Natural, second: Natural) -> Natural {
        var (difference, borrow) = (first, Int64(0))
        for index in first.limbs.indices {
            let value = Int64(first.limb(index)) - Int64(second.limb(index)) + borrow
            difference.limbs[index] = UInt32(truncatingIfNeeded: value)
            borrow = value < 0 ? -1 : 0
        }
        difference.trim()
        return difference
    }

    static func * (first: Natural, second: Natural) -> Natural {
        var product = Natural(0)
        product.limbs = Array(repeating: 0, count: first.limbs.count + second.limbs.count)
        for (place, limb) in first.limbs.enumerated() {
            var carry: UInt64 = 0
            for (offset, other) in second.limbs.enumerated() {
                carry += UInt64(product.limbs[place + offset]) + UInt64(limb) * UInt64(other)
                product.limbs[place + offset] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            product.limbs[place + second.limbs.count] = UInt32(carry)
        }
        product.trim()
        return product
    }

    static func < (first: Natural, second: Natural) -> Bool {
        guard first.limbs.count == second.limbs.count else { return first.limbs.count < second.limbs.count }
        return first.limbs.reversed().lexicographicallyPrecedes(second.limbs.reversed())
    }

    /// Returns quotient and remainder of a division by a number that isn't zero, bit by bit.
    func divided(by divisor: Natural) -> (quotient: Natural, remainder: Natural) {
        var (quotient, remainder) = (Natural(0), Natural(0))
        for bit in stride(from: bitCount - 1, through: 0, by: -1) {
            quotient.double(adding: 0)
            remainder.double(adding: limbs[bit / 32] >> UInt32(bit % 32) & 1)
            if remainder >= divisor {
                remainder = remainder - divisor
                quotient = quotient + Natural(1)
            }
        }
        return (quotient, remainder)
    }

    /// Divides by a small number, and returns the remainder.
    mutating func divide(by divisor: UInt32) -> UInt32 {
        var remainder: UInt64 = 0
        for index in limbs.indices.reversed() {
            remainder = remainder << 32 | UInt64(limbs[index])
            limbs[index] = UInt32(remainder / UInt64(divisor))
            remainder %= UInt64(divisor)
        }
        trim()
        return UInt32(remainder)
    }

    private mutating func multiply(by factor: UInt32, adding: UInt32) {
        var carry = UInt64(adding)
        for index in limbs.indices {
            carry += UInt64(limbs[index]) * UInt64(factor)
            limbs[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    private mutating func double(adding bit: UInt32) { multiply(by: 2, adding: bit) }

    private func limb(_ index: Int) -> UInt64 { index < limbs.count ? UInt64(limbs[index]) : 0 }

    private mutating func set(_ index: Int, _ limb: UInt32) {
        if index < limbs.count { limbs[index] = limb } else { limbs.append(limb) }
    }

    private mutating func trim() {
        while limbs.last == 0 { limbs.removeLast() }
    }
}
