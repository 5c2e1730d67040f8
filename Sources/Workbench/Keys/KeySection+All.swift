extension KeySection {
    /// The layers whose keys are listed, in this order.
    static let layers: [any Layer.Type] = [
        LaneLayer.self, BeamLayer.self, LikelihoodLayer.self, PredictabilityLayer.self, SupportLayer.self,
        OrderLayer.self, CompiledLayer.self, PassagesLayer.self, LibraryLayer.self,
        TrashLayer.self, VersionsLayer.self, HistoryLayer.self,
        ComparisonLayer.self, ModelsLayer.self, DataLayer.self, DataSheetLayer.self, EvaluationLayer.self,
        CaseLayer.self, CalibrationLayer.self, KeptEvaluationsLayer.self, AttackLayer.self, VoteLayer.self,
        StandingLayer.self,
        JudgeLayer.self, PairsLayer.self, PairLayer.self, MakingLayer.self,
    ]

    /// All keys of the workbench, from the tables that the screen itself uses.
    package static var all: [KeySection] {
        [
            section("Everywhere") { $0 == .everywhere || $0 == .text },
            section("Outside of text fields") { $0 == .outsideText },
        ] + Pane.allCases.map { pane in section("In the pane: \(pane.title)") { $0 == .pane(pane) } }
            + layers.compactMap { $0.section } + [
                KeySection(
                    title: "In text fields",
                    keys: [
                        Line(names: "^A Home End", action: "start, end of the line"),
                        Line(names: "^W Alt-d", action: "delete a word"),
                        Line(names: "^U ^K", action: "delete to the start, the end of the line"),
                        Line(names: "Shift-←/→/↑/↓", action: "select"),
                        Line(names: "^X ^C ^V", action: "cut, copy, paste"),
                        Line(names: "Alt-b Alt-f", action: "by words"), Line(names: "Alt-a", action: "select all"),
                    ])
            ]
    }

    private static func section(_ title: String, where belongs: (Binding.Place) -> Bool) -> KeySection {
        let lines = Binding.all.filter { belongs($0.place) }.compactMap { binding -> Line? in
            guard case .focusLane(let index) = binding.action else {
                return Line(names: binding.keyNames, action: binding.title)
            }
            // One line for eight keys.
            return index == 0 ? Line(names: "\(binding.keyNames) … 8", action: "Go to lane 1, 2, …") : nil
        }
        return KeySection(title: title, keys: lines)
    }
}
