/// JPEG (ITU-T T.81, annex B): segments that begin with a marker, the compressed scans among them, up to the marker EOI.
enum JPEG {
    static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]

    static func header(_ bytes: [UInt8]) throws(ImageProblem) -> ImageHeader {
        var index = 2
        var header: ImageHeader?
        var hasScan = false
        while true {
            // Any number of FF may come before a marker.
            while index + 1 < bytes.count, bytes[index] == 0xFF, bytes[index + 1] == 0xFF { index += 1 }
            guard index + 1 < bytes.count else { throw .cutOff(.jpeg) }
            guard bytes[index] == 0xFF else { throw .damaged("a marker is missing at byte \(index)") }
            let marker = bytes[index + 1]
            index += 2
            switch marker {
            case 0xD9:
                guard let header, hasScan else { throw .damaged("it ends before its pixels") }
                return header
            // TEM and the restart markers have no length.
            case 0x01, 0xD0...0xD8: continue
            default: break
            }
            guard let length = bytes.bigEndian(at: index, length: 2) else { throw .cutOff(.jpeg) }
            guard length >= 2 else { throw .damaged("a segment at byte \(index) has no length") }
            if isFrame(marker) {
                guard let height = bytes.bigEndian(at: index + 3, length: 2),
                    let width = bytes.bigEndian(at: index + 5, length: 2)
                else { throw .cutOff(.jpeg) }
                header = ImageHeader(format: .jpeg, width: width, height: height)
            }
            index += length
            guard index <= bytes.count else { throw .cutOff(.jpeg) }
            if marker == 0xDA {
                hasScan = true
                index = endOfScan(bytes, from: index)
            }
        }
    }

    /// Returns whether a marker begins a frame (SOF): C0 to CF, without DHT, JPG and DAC.
    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    }

    /// Returns the place of the next marker behind compressed data, in which FF is followed by 00 or a restart marker.
    private static func endOfScan(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == 0xFF, bytes[index + 1] != 0x00, !(0xD0...0xD7).contains(bytes[index + 1]) {
                return index
            }
            index += 1
        }
        return bytes.count
    }
}
