/// The members of a JSON object, in order. Two keys are the same if their code points are.
package struct JSONObject: Sendable {
    /// A key with its value.
    package struct Member: Sendable, Hashable {
        /// The key.
        package let key: String
        /// The value of the key.
        package fileprivate(set) var value: JSONValue
    }

    /// The members in the order in which their keys came first.
    package private(set) var members: [Member] = []
    private var places: [ExactText: Int] = [:]

    /// Creates an object without members.
    package init() {}

    /// The value of a key; nil if there is no such key. A new key is added at the end, and nil removes a key.
    package subscript(key: String) -> JSONValue? {
        get { index(of: key).map { members[$0].value } }
        set {
            guard let value = newValue else { return remove(key) }
            if let place = index(of: key) {
                members[place].value = value
            } else {
                places[ExactText(key)] = members.count
                members.append(Member(key: key, value: value))
            }
        }
    }

    /// Returns the index of the member with a key; nil if there is none.
    package func index(of key: String) -> Int? { places[ExactText(key)] }

    private mutating func remove(_ key: String) {
        guard let place = index(of: key) else { return }
        members.remove(at: place)
        places = Dictionary(uniqueKeysWithValues: members.enumerated().map { (ExactText($1.key), $0) })
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Creates an object. If keys are equal, the last one counts.
    package init(dictionaryLiteral members: (String, JSONValue)...) {
        for (key, value) in members { self[key] = value }
    }
}

extension JSONObject: Hashable {
    /// Returns whether both have the same members, in any order.
    package static func == (first: JSONObject, second: JSONObject) -> Bool {
        first.members.count == second.members.count && first.members.allSatisfy { second[$0.key] == $0.value }
    }

    /// Hashes keys and values in a way that doesn't depend on their order.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(
            members.reduce(0) { sum, member in
                var one = Hasher()
                one.combine(ExactText(member.key))
                one.combine(member.value)
                return sum &+ one.finalize()
            })
    }
}
