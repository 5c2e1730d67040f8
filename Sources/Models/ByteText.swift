import Foundation

/// Returns a number of bytes in words: `98 MB`, `4.7 GB`.
package func byteText(_ bytes: UInt64) -> String {
    let megabytes = Double(bytes) / 1e6
    return megabytes < 1000 ? String(format: "%.0f MB", megabytes) : String(format: "%.1f GB", megabytes / 1000)
}
