/// The program's version, as `lathe --version` and the records of runs say it.
package enum LatheVersion {
    /// The number, `major.minor.patch`.
    package static let number = "0.1.0"
}
