/// What to do about an error or a notice. The command line words it with its options, the screen with its keys.
package enum Remedy: Sendable, Hashable, Codable {
    // MARK: models

    /// Take another model.
    case chooseModel
    /// Take a model that generates: the file has one that only embeds.
    case chooseGenerator
    /// Take a model of this machine in place of a server.
    case chooseLocalModel
    /// Take a model that reads images.
    case chooseImageModel
    /// Name the projector of a model.
    case nameProjector
    /// Take another model for perplexities.
    case choosePerplexityModel
    /// Name one of the models that there are, or fetch one.
    case nameModel(known: [String], fetchable: String)
    /// Look whether the path is right.
    case checkPath
    /// Fetch a model, because there is none.
    case fetchModel(String)
    /// Look whether the model's file is sound.
    case inspectModel
    /// Give the file of a model another name; `isTaken` if one has the name already.
    case renameModel(ModelArrival, isTaken: Bool)
    /// Put a model back that a run of the history had.
    case bringBackModel(sha256: String?)
    /// Put a server back into the settings that a run of the history had.
    case nameServer

    /// How a model comes among those of Lathe.
    package enum ModelArrival: Sendable, Hashable, Codable, CaseIterable {
        case added, fetched
    }

    // MARK: prompts

    /// Make the context smaller.
    case smallerContext
    /// Make the prompt shorter or the context larger.
    case largerContext
    /// Take the completion layout.
    case completionLayout
    /// Take another chat template, or do without.
    case otherTemplate
    /// Don't insist on the chat layout.
    case freeLayout
    /// Run again.
    case runAgain
    /// Give values to variables; `known` have one.
    case giveValues([String], known: [String])
    /// Give a value to a variable that would be left as text.
    case giveValue(String)
    /// Take over a prompt of another program.
    case importPrompt(String)
    /// Take over a preset of another program.
    case importPreset(String)

    // MARK: evaluations

    /// Say where the cases are.
    case nameData
    /// Say which column fills which variable.
    case mapColumns
    /// Say that this column holds the right answers.
    case nameExpected(String)
    /// Look what the data holds.
    case lookAtData
    /// Call a table with tabs `.csv`, so that its quotes are read.
    case nameAsCSV
    /// Put the list that is meant into a file of its own.
    case splitLists
    /// Write the data as JSON Lines, of which a file may be as large as it likes.
    case writeAsLines
    /// Write the data as text.
    case writeAsText
    /// Write the text as UTF-8; it looks like this encoding, as `iconv` calls it.
    case convertText(from: String)
    /// Read standard input in place of a pipe or a device.
    case nameStandardInput
    /// Say what is right.
    case sayWhatIsRight
    /// Say how answers are read.
    case sayAnswerType
    /// Make several outputs for each case.
    case moreSamples
    /// Draw samples, at a temperature at which they differ.
    case drawSamples
    /// Go on with outputs that there are.
    case resume
    /// Check what a model has yet to check.
    case resumeMeasuring
    /// Compare with strict mode in spite of all.
    case checkStrictly
    /// Run everything in strict mode.
    case runStrictly

    // MARK: the history

    /// Look which runs there are.
    case listRuns
    /// Look which runs are deleted.
    case listDeletedRuns
    /// Delete a run that can't be read.
    case deleteRun(Int64)
    /// Look which evaluations are kept, or which of them are deleted.
    case listEvaluations, listDeletedEvaluations
    /// Make the history smaller.
    case pruneHistory

    // MARK: other programs' files

    /// Say which program the file is for; these are known.
    case nameFormat([String])
    /// Name no lane.
    case leaveOutLane
    /// Say whose settings are written.
    case nameLane
    /// Read messages as examples.
    case readAsExamples
    /// Say what the model is called in the other program.
    case nameForeignModel(example: String)
    /// Say how large the context is.
    case sayContext
    /// Look at what is sent.
    case compareSent
}
