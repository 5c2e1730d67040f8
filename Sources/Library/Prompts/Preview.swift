/// Returns the beginning of a text on one line, with at most `characters` characters.
package func preview(_ text: String, characters: Int = 160) -> String {
    var result = ""
    var count = 0
    var isSpace = true
    for character in text {
        if character.isWhitespace {
            if isSpace { continue }
            result.append(" ")
        } else {
            result.append(character)
        }
        isSpace = character.isWhitespace
        count += 1
        if count == characters { return result + "…" }
    }
    if isSpace, !result.isEmpty { result.removeLast() }
    return result
}
