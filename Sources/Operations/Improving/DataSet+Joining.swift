import Evaluation

extension DataSet {
    /// Returns the cases of two data sets as one, with the ids of the other one's cases, which are made different.
    package func joined(with other: DataSet) -> (data: DataSet, ids: Set<String>) {
        var data = self
        var taken = Set(cases.map(\.id))
        var ids: Set<String> = []
        for var one in other.cases {
            one.id = "test " + one.id
            while !taken.insert(one.id).inserted { one.id += "#" }
            ids.insert(one.id)
            data.cases.append(one)
        }
        data.badRows += other.badRows
        data.notices += other.notices.filter { !notices.contains($0) }
        return (data, ids)
    }
}
