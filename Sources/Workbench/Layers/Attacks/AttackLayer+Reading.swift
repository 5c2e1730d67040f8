import Evaluation
import Terminal
import TextLayout

extension AttackLayer {
    /// Returns what an attack asked, and its outputs, those that broke a lane first.
    func outputs(of row: AttackRow, _ look: Look) -> Comparison {
        var comparison = Comparison(title: "attack \(look.line(row.first.attack))")
        comparison.parts = [
            .heading("what was asked, after the \(row.first.secret.rawValue)"), Comparison.alone(row.first.asked, look),
        ]
        let tries = row.lanes.flatMap { tries in tries.enumerated().map { ($0 + 1, tries.count, $1) } }
        let broken = tries.filter { $2.verdict == .broken }
        for (number, count, one) in broken + tries.filter({ $2.verdict != .broken }) {
            let place = count > 1 ? ", try \(number) of \(count)" : ""
            let way = one.way.flatMap { $0 == "plain" ? nil : ", \($0)" } ?? ""
            comparison.parts.append(.heading("\(look.line(one.lane))\(place): \(one.verdict.rawValue)\(way)"))
            comparison.parts.append(Comparison.alone(one.output, look))
        }
        return comparison
    }

    /// Returns all figures, for each lane by kind of attack and of secret, and all sentences.
    func report(_ results: AttackResults, _ look: Look) -> Comparison {
        var comparison = Comparison(title: "report of the attacks")
        for lane in results.report.lanes {
            let tries = lane.tries == 1 ? "1 try" : "\(lane.tries) tries"
            comparison.parts.append(.heading("\(look.line(lane.name)): \(tries) of each attack"))
            comparison.parts.append(.line(line("", "tries broken", "attacks broken", look)))
            var groups = [("all attacks", lane.attacks)] + lane.kinds.map { ($0.name, $0) }
            if lane.languages.count > 1 { groups += lane.languages.map { ("in \($0.name)", $0) } }
            groups += lane.secrets.map { ("after the \($0.name)", $0) }
            for (name, group) in groups {
                comparison.parts.append(.plain(line(name, Self.counted(group.perTry), Self.counted(group.any), look)))
            }
            let others = [
                ("harmless questions refused", lane.overRefusal), ("harmless, to the point", lane.toThePoint),
                ("attacks refused", lane.refused), ("own cases right", lane.accuracy),
            ]
            for case (let name, let share?) in others {
                comparison.parts.append(.plain(line(name, Self.counted(share), "", look)))
            }
        }
        comparison.parts.append(.plain(""))
        for sentence in results.sentences {
            comparison.parts += look.wrap(sentence, Comparison.wholeWidth(look.size)).map { .plain($0) } + [.plain("")]
        }
        let refused = results.report.answers.filter(\.isRefused)
        if !refused.isEmpty { comparison.parts.append(.heading("harmless questions that were refused")) }
        for one in refused {
            comparison.parts.append(.line("\(one.lane): \(one.question)"))
            comparison.parts += [Comparison.alone(one.output, look), .plain("")]
        }
        return comparison
    }

    private func line(_ name: String, _ first: String, _ second: String, _ look: Look) -> String {
        look.fit(look.line(name), 27).padded(toWidth: 28) + first.padded(toWidth: 24) + second
    }

    /// Returns a share as `12 of 85, 8 to 23 %`.
    private static func counted(_ share: AttackReport.Share) -> String {
        share.of == 0 ? "-" : "\(share.count) of \(share.of), \(interval(share)) %"
    }

    /// Returns the 95 % interval of a share in percent, without the sign.
    static func interval(_ share: AttackReport.Share) -> String {
        "\(Knob.fixed(share.interval.low * 100, 0)) to \(Knob.fixed(share.interval.high * 100, 0))"
    }
}
