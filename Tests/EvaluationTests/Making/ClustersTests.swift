import Testing

@testable import Evaluation

@Suite struct ClustersTests {
    @Test func `points that lie together are a group, the one in its middle first`() {
        let points: [[Float]] = [[0, 0], [9, 9], [0.2, 0], [9, 9.2], [0.1, 0], [9, 9.1], [-9, 9]]
        for seed in 0..<20 {
            let groups = Clusters.groups(of: points, count: 3, seed: UInt64(seed)).sorted { $0.count > $1.count }
            #expect(Set(groups.map(Set.init)) == [[0, 2, 4], [1, 3, 5], [6]], "\(groups)")
            #expect(Set(groups.map(\.[0])) == [4, 5, 6])
        }
    }

    @Test func `equal points make one group, and no group is empty`() {
        #expect(Clusters.groups(of: [[1, 1], [1, 1], [1, 1]], count: 2, seed: 1) == [[0, 1, 2]])
        #expect(Clusters.groups(of: [], count: 2, seed: 1).isEmpty)
        #expect(Clusters.groups(of: [[1], [2]], count: 5, seed: 1).flatMap(\.self).sorted() == [0, 1])
    }

    @Test func `a text is near the one with the largest cosine above the threshold`() {
        var texts = NearTexts(threshold: 0.9)
        texts.add("east", [1, 0])
        texts.add("nothing", [])
        texts.add("north-east", [0.8, 0.6])
        #expect(texts.match(for: [0.6, 0.8])?.text == "north-east")
        #expect(texts.match(for: [0, 1]) == nil)
        #expect(texts.match(for: []) == nil)
    }
}
