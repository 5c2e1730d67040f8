/// What stages need to know of a row's place, besides the tokens before it.
package struct FunnelPlace {
    /// The key of the place's noise, of which XTC's chance is made; without one XTC doesn't act.
    package var noise: NoiseKey?
    /// Mirostat's limit or adaptive-P's target at the place; nil for the first place of an output.
    package var steering: Double?
    /// The texts of tokens, in which DRY looks for its breakers; without them nothing breaks a repetition.
    package var spelling: TokenSpelling?

    /// Describes a place.
    package init(noise: NoiseKey? = nil, steering: Double? = nil, spelling: TokenSpelling? = nil) {
        self.noise = noise
        self.steering = steering
        self.spelling = spelling
    }
}
