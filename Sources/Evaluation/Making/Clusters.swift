/// Groups of points that lie together: k-means (Lloyd 1982) from starting points that are drawn far apart (Arthur and
/// Vassilvitskii 2007).
package enum Clusters {
    private static let mostRounds = 100

    /// Returns the places of the points of each group, the nearest to the group's centre first. There are at most `count` groups,
    /// and none is empty.
    ///
    /// The same seed gives the same groups.
    package static func groups(of points: [[Float]], count: Int, seed: UInt64) -> [[Int]] {
        guard let first = points.first, count > 0 else { return [] }
        var generator = SplitMix64(seed: seed)
        var centres = starts(points, count: count, &generator)
        var nearest = [Int](repeating: -1, count: points.count)
        for _ in 0..<mostRounds {
            let now = points.map { nearestCentre(to: $0, centres).index }
            if now == nearest { break }
            nearest = now
            for index in centres.indices {
                let members = points.indices.filter { nearest[$0] == index }
                guard !members.isEmpty else { continue }
                var sum = [Float](repeating: 0, count: first.count)
                for member in members { for axis in sum.indices { sum[axis] += points[member][axis] } }
                centres[index] = sum.map { $0 / Float(members.count) }
            }
        }
        return centres.indices.map { index in
            points.indices.filter { nearest[$0] == index }.sorted {
                (distance(points[$0], centres[index]), $0) < (distance(points[$1], centres[index]), $1)
            }
        }.filter { !$0.isEmpty }
    }

    /// Draws points to start from: each with a probability that grows with its squared distance from those before.
    private static func starts(_ points: [[Float]], count: Int, _ generator: inout SplitMix64) -> [[Float]] {
        var centres = [points[Int.random(in: 0..<points.count, using: &generator)]]
        while centres.count < count {
            let distances = points.map { nearestCentre(to: $0, centres).distance }
            let sum = distances.reduce(0, +)
            // All points are centres already.
            guard sum > 0 else { break }
            var left = Float(generator.unit()) * sum
            let chosen = points.indices.first { index in
                left -= distances[index]
                return left < 0
            }
            centres.append(points[chosen ?? distances.indices.max { distances[$0] < distances[$1] } ?? 0])
        }
        return centres
    }

    private static func nearestCentre(to point: [Float], _ centres: [[Float]]) -> (index: Int, distance: Float) {
        var best = (index: 0, distance: Float.infinity)
        for (index, centre) in centres.enumerated() {
            let distance = distance(point, centre)
            if distance < best.distance { best = (index, distance) }
        }
        return best
    }

    private static func distance(_ one: [Float], _ other: [Float]) -> Float {
        zip(one, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
}
