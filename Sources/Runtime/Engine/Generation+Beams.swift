import Lanes
import Sampling

/// A generation as one of its lane's beams.
extension Generation {
    /// Notes what the beam may go on with: the likeliest tokens of a row that the grammar allows, at most `most`. Returns
    /// false if only a larger part of the row can tell.
    func takeOffers(from row: Row, most: Int) -> Bool {
        outputGuard?.prepare()
        let filter = filter
        var offers: [BeamSearch.Offer] = []
        for candidate in row.candidates where candidate.logit > -.infinity && filter?(candidate.id) != false {
            offers.append(
                BeamSearch.Offer(
                    token: candidate.id, logProbability: Double(candidate.logit) - row.logSumExp))
            if offers.count == most { break }
        }
        guard offers.count == most || row.isComplete else { return false }
        rowTime = rowTime ?? .now
        self.offers = outputGuard?.hasFailed == true ? [] : offers
        return true
    }

    /// Goes on with the technique's next step. Returns false if there is none.
    func goOn() -> Bool {
        guard let closing = nextClosing else { return false }
        nextClosing = nil
        isFinished = false
        start(request.prompt.steps[stage], closing: closing)
        return true
    }

    /// Reports everything that was held back, as the sample with this number.
    func release(as number: Int) {
        sample = number
        if number > 0, let beginning { emit(beginning.of(sample: number)) }
        for event in heldEvents ?? [] { emit(event.of(sample: number)) }
        heldEvents = []
    }
}
