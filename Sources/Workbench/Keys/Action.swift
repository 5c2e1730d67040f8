/// An action that a person can perform. The palette lists all of them by name.
enum Action: Sendable, Hashable {
    case run, runLane, stop, quit, save, saveAs, library, versions, newPrompt, models, history, evaluation,
        keptEvaluations, palette, importFile, exportPrompt,
        help
    case nextPane, previousPane, focusLane(Int), nextLane, previousLane
    case newLane, removeLane, renameLane, pinLane, moveLaneLeft, moveLaneRight
    case nextTechnique, chooseTechnique, nextLaneTechnique, nextLaneSources, nextLayout, chooseLayout, toggleLive,
        toggleMouse, nextTheme, toggleTutorial
    case newSeed, sameSeed, showDifferences, showOnlyChanged, showProbabilities, showCompiled
    case copyOutput, copyCommand, copyComparison, exportComparison, askLikelihood, showPredictability, fullScreen, undo,
        redo, editOutside,
        suspend, redraw
    case viewImages, vote, judge, attack, makeCandidates
    case nextCase, previousCase, nextPrompt, explain, useOutput, answerOutput
    // The prompt's list.
    case addTurns, deleteTurn
    case openField, toggleExample, addExample, deleteExample, moveExampleUp, moveExampleDown, frameExamples,
        editParts
    case previousField, nextField
    // Lanes.
    case scrollUp, scrollDown, pageUp, pageDown, scrollToStart, scrollToEnd
    case previousToken, nextToken, leaveToken, previousSample, nextSample, toggleThoughts, findText, rateUp, rateDown
    case showTree, showSupport, showPassages
    // Knobs.
    case previousKnob, nextKnob, turnDown, turnUp, turnFarDown, turnFarUp, typeKnob, resetKnob
    // Chart.
    case previousCandidate, nextCandidate, branch
}
