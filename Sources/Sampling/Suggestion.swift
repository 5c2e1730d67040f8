/// Returns the word of `known` that `word` probably means: the nearest one, if at most a third of its letters (or one
/// letter) must change; nil if none is near. Case, hyphens and underscores don't count, and two swapped neighbours are
/// one change.
///
///     nearest(to: "temprature", in: ["temperature", "topK"])     // "temperature"
package func nearest(to word: String, in known: [String]) -> String? {
    // Nobody mistypes so long a word.
    guard word.utf8.count <= 200 else { return nil }
    let asked = plain(word)
    var best: (word: String, distance: Int)?
    for candidate in known {
        let letters = plain(candidate)
        let distance = editDistance(asked, letters)
        guard distance <= max(1, max(asked.count, letters.count) / 3), distance < max(asked.count, letters.count) else {
            continue
        }
        if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
}

private func plain(_ word: String) -> [Character] {
    word.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }.map(\.self)
}

/// Returns the number of insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal
/// string alignment).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    // Words this long aren't typing mistakes, and the table would be large.
    guard a.count <= 64, b.count <= 64 else { return .max }
    var rows = [Array(0...b.count)]
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var cost = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, rows[i - 1][j - 1] + 1) }
            row.append(cost)
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}
