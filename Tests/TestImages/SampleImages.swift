import Foundation
import Prompting

/// Images of 7 x 5 pixels that another program's encoder made, and PNG files of any size.
package enum SampleImages {
    /// An image and what is known of it.
    package struct Sample: Sendable, CustomStringConvertible {
        /// The kind, for messages.
        package let name: String
        /// The format.
        package let format: ImageFile.Format
        /// The number of pixels from left to right.
        package let width: Int
        /// The number of pixels from top to bottom.
        package let height: Int
        /// The file's bytes.
        package let bytes: [UInt8]

        /// The kind.
        package var description: String { name }

        init(name: String, format: ImageFile.Format, width: Int, height: Int, base64: String) {
            (self.name, self.format, self.width, self.height) = (name, format, width, height)
            bytes = Data(base64Encoded: base64).map { [UInt8]($0) } ?? []
        }
    }

    /// One of each kind.
    package static let all = [png, jpeg, progressive, webp, lossless, extended, animated]

    /// Of Pillow 12.
    package static let png = Sample(
        name: "png", format: .png, width: 7, height: 5,
        base64: """
            iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAIAAAAG+GGPAAAAJElEQVR4nGNkYGBQxUAsDMYMDAy8aAguKoWMkEXV4QhN1ASCANPu\
            BEbCgr+4AAAAAElFTkSuQmCC
            """)
    /// Of Pillow 12.
    package static let jpeg = Sample(
        name: "jpeg", format: .jpeg, width: 7, height: 5,
        base64: """
            /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO\
            UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P\
            T09PT09PT0//wAARCAAFAAcDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF\
            BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW\
            V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi\
            4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC\
            AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm\
            Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq\
            8vP09fb3+Pn6/9oADAMBAAIRAxEAPwA0jw7YiIMVznjpRRRXh1sVVg0k+i6L/I1y7FVvq695n//Z
            """)
    /// Of Pillow 12.
    package static let progressive = Sample(
        name: "progressive JPEG", format: .jpeg, width: 7, height: 5,
        base64: """
            /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO\
            UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P\
            T09PT09PT0//wgARCAAFAAcDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABUBAQEAAAAAAAAAAAAAAAAAAAIE/9oA\
            DAMBAAIQAxAAAAEIV//EABcQAAMBAAAAAAAAAAAAAAAAAAIDBBH/2gAIAQEAAQUCVOGf/8QAGREAAQUAAAAAAAAAAAAAAAAAAAID\
            BBMx/9oACAEDAQE/AY7q69P/xAAXEQADAQAAAAAAAAAAAAAAAAAAAQID/9oACAECAQE/Ab1pH//EABQQAQAAAAAAAAAAAAAAAAAA\
            AAD/2gAIAQEABj8Cf//EABYQAAMAAAAAAAAAAAAAAAAAAAARIf/aAAgBAQABPyG8j//aAAwDAQACAAMAAAAQB//EABYRAAMAAAAA\
            AAAAAAAAAAAAAAARIf/aAAgBAwEBPxBRR//EABcRAQEBAQAAAAAAAAAAAAAAAAFBANH/2gAIAQIBAT8QTAYQ5v/EABgQAAIDAAAA\
            AAAAAAAAAAAAAAERACEx/9oACAEBAAE/EBBJnWT/2Q==
            """)
    /// Of Pillow 12.
    package static let webp = Sample(
        name: "lossy WebP", format: .webp, width: 7, height: 5,
        base64: """
            UklGRlIAAABXRUJQVlA4IEYAAAAQAgCdASoHAAUAA4BaJbACdLoAAwk5hlLgAP7qOf3rWL71WK0F8dsrU55/6TxHxb/k32zNvbuk\
            D/2p3cOczo83g+xcgAAA
            """)
    /// Of Pillow 12, with the pixels of ``png``.
    package static let lossless = Sample(
        name: "lossless WebP", format: .webp, width: 7, height: 5,
        base64: """
            UklGRjAAAABXRUJQVlA4TCMAAAAvBgABALkyRPQ/dsWP6H9AIdsI0JzO3+5FmJJpiAkAshLtCQA=
            """)
    /// Of Pillow 12.
    package static let extended = Sample(
        name: "WebP with EXIF", format: .webp, width: 7, height: 5,
        base64: """
            UklGRnYAAABXRUJQVlA4WAoAAAAIAAAABgAABAAAVlA4IEYAAAAQAgCdASoHAAUAA4BaJbACdLoAAwk5hlLgAP7qOf3rWL71WK0F\
            8dsrU55/6TxHxb/k32zNvbukD/2p3cOczo83g+xcgAAARVhJRgoAAABJSSoACAAAAAAA
            """)
    /// Two pictures, of img2webp 1.2.4.
    package static let animated = Sample(
        name: "animated WebP", format: .webp, width: 7, height: 5,
        base64: """
            UklGRrAAAABXRUJQVlA4WAoAAAACAAAABgAABAAAQU5JTQYAAAD/////AABBTk1GPAAAAAAAAAAAAAYAAAQAAGQAAAJWUDhMIwAAAC8G\
            AAEAmTJE9D82xY/of0Ah2wjQnM7f7kWYkmmICQCyEu0JAEFOTUZAAAAAAAAAAAAABgAABAAAZAAAAFZQOCAoAAAAtAEAnQEqBwAFAAAA\
            ziWwAnQA8fVtIAD+IbcIiLTZbZ7pYfmnLdvgAA==
            """)
}
