/// An error whose description says what happened and where; what to do next, its remedy does.
package protocol Remediable: Error {
    /// What to do about it; nil if there is nothing to do, or the description says all.
    var remedy: Remedy? { get }
}
