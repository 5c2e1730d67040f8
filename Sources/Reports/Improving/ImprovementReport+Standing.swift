import TextLayout

extension ImprovementReport {
    /// Returns the race as it stands while it runs, best first, for a terminal of this width.
    ///
    /// `most` is the largest number of lines, for a table that is drawn again in its place; with nil only the candidates of the
    /// round that has just ended are in it, since the others have been shown before.
    package func standing(width: Int, most: Int?, glyphs: Glyphs) -> [String] {
        let (race, trials) = (outcome.race, ImprovementTrials(outcome, isRunning: true))
        var shown = race.standing
        if most == nil { shown.removeAll { ($0.fell ?? race.round) < race.round - 1 } }
        let rows = [ImprovementTrials.headings] + shown.map(trials.row(of:))
        // A line that a terminal wraps would be two when the table is drawn again.
        let lines = TextTable(rows: rows).lines(width: width, glyphs: glyphs).map {
            $0.truncated(toWidth: width, ellipsis: glyphs.ellipsis)
        }
        guard let most, lines.count > most else { return lines }
        let left = lines.count - max(2, most) + 1
        return lines.prefix(max(2, most) - 1) + ["and \(left) more"]
    }
}
