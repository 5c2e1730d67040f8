/// Reads the parts of a GGUF header, in order.
struct HeaderReader: ~Copyable {
    var file: ModelFileReader
    /// Bytes of text that are kept so far.
    private var kept: UInt64 = 0

    init(path: String) throws(ModelFileError) {
        file = try ModelFileReader(path: path)
    }

    private func damaged(_ what: String) -> ModelFileError { .damaged(path: file.path, what: what) }

    /// Reads magic, version and counts.
    mutating func start() throws(ModelFileError) -> (version: UInt32, tensors: UInt64, keys: UInt64) {
        guard file.size > 0 else { throw .empty(path: file.path) }
        let beginning = try file.bytes(Int(min(512, file.size)))
        let magic = Array("GGUF".utf8)
        guard beginning.starts(with: magic) else {
            if magic.starts(with: beginning) { throw .truncated(path: file.path, missing: nil) }
            throw ForeignFormat.error(path: file.path, start: beginning)
        }
        file.seek(4)
        let version = try file.integer(UInt32.self)
        if version & 0xFFFF == 0, version != 0 { throw .bigEndian(path: file.path) }
        guard version == 2 || version == 3 else { throw .version(path: file.path, version: version) }
        let tensors = try file.integer(UInt64.self)
        let keys = try file.integer(UInt64.self)
        guard tensors <= GGUFFile.Limits.tensors else { throw damaged("its header claims \(tensors) tensors") }
        guard keys <= GGUFFile.Limits.keys else { throw damaged("its header claims \(keys) metadata keys") }
        return (version, tensors, keys)
    }

    /// Reads a key with its value.
    mutating func entry() throws(ModelFileError) -> (key: String, value: GGUFValue) {
        let key = try name(limit: 1024, of: "a metadata key")
        guard !key.isEmpty else { throw damaged("a metadata key is empty") }
        let type = try type(of: key)
        let value = try type == .array ? array(key) : scalar(type, key)
        guard file.position <= GGUFFile.Limits.header else { throw damaged("its header is longer than 128 MB") }
        return (key, value)
    }

    mutating func alignment(_ value: GGUFValue?) throws(ModelFileError) -> UInt64 {
        guard let value else { return 32 }
        guard let alignment = value.count, alignment.nonzeroBitCount == 1, alignment <= 65_536 else {
            throw damaged("its alignment is not a power of two up to 65536")
        }
        return alignment
    }

    /// Reads a row of the table of tensors.
    mutating func tensor() throws(ModelFileError) -> TensorInfo {
        // ggml's GGML_MAX_NAME is 64, with the NUL.
        let name = try name(limit: 63, of: "a tensor's name")
        let rank = try file.integer(UInt32.self)
        guard rank <= 4 else { throw damaged("the tensor “\(name)” has \(rank) dimensions") }
        var dimensions: [UInt64] = []
        var elements: UInt64 = 1
        for _ in 0..<rank {
            let length = try file.integer(UInt64.self)
            let (product, overflows) = elements.multipliedReportingOverflow(by: length)
            guard length > 0, !overflows, product <= UInt64(Int64.max) else {
                throw damaged("the tensor “\(name)” has an impossible shape")
            }
            dimensions.append(length)
            elements = product
        }
        let id = try file.integer(UInt32.self)
        guard let type = TensorType.known(id) else {
            throw damaged("the tensor “\(name)” has a type (number \(id)) that llama.cpp doesn't know")
        }
        guard (dimensions.first ?? 1) % type.blockLength == 0 else {
            throw damaged("the rows of the tensor “\(name)” aren't whole blocks of \(type.name)")
        }
        let (bytes, overflows) = (elements / type.blockLength).multipliedReportingOverflow(by: type.blockBytes)
        guard !overflows else { throw damaged("the tensor “\(name)” has an impossible shape") }
        return TensorInfo(
            name: name, dimensions: dimensions, type: type, offset: try file.integer(), elements: elements, bytes: bytes
        )
    }

    private mutating func type(of key: String) throws(ModelFileError) -> GGUFType {
        let id = try file.integer(UInt32.self)
        guard let type = GGUFType(rawValue: id) else {
            throw damaged("the value of “\(key)” has an unknown type (number \(id))")
        }
        return type
    }

    private mutating func scalar(_ type: GGUFType, _ key: String) throws(ModelFileError) -> GGUFValue {
        switch type {
        case .uint8: .unsigned(UInt64(try file.integer(UInt8.self)))
        case .int8: .signed(Int64(try file.integer(Int8.self)))
        case .uint16: .unsigned(UInt64(try file.integer(UInt16.self)))
        case .int16: .signed(Int64(try file.integer(Int16.self)))
        case .uint32: .unsigned(UInt64(try file.integer(UInt32.self)))
        case .int32: .signed(Int64(try file.integer(Int32.self)))
        case .float32: .real(Double(Float(bitPattern: try file.integer())))
        case .bool: .flag(try file.integer(UInt8.self) != 0)
        case .string: try string(key)
        case .uint64: .unsigned(try file.integer())
        case .int64: .signed(try file.integer())
        case .float64: .real(Double(bitPattern: try file.integer()))
        case .array: throw damaged("the value of “\(key)” is an array of arrays")
        }
    }

    private mutating func string(_ key: String) throws(ModelFileError) -> GGUFValue {
        let length = try file.integer(UInt64.self)
        if length <= GGUFFile.Limits.text { return .text(try text(Int(length))) }
        let extent = GGUFExtent(element: .string, count: length, offset: file.position, isText: true)
        try file.skip(length)
        return .far(extent)
    }

    private mutating func array(_ key: String) throws(ModelFileError) -> GGUFValue {
        let type = try type(of: key)
        let count = try file.integer(UInt64.self)
        guard type != .array else { throw damaged("the value of “\(key)” is an array of arrays") }
        guard count <= GGUFFile.Limits.elements else { throw damaged("the array “\(key)” claims \(count) elements") }
        // At most 2^24 elements of 8 bytes, so it can't overflow.
        guard count * type.leastBytes <= file.remaining else { throw .truncated(path: file.path, missing: nil) }
        if count <= GGUFFile.Limits.keptElements {
            var values: [GGUFValue] = []
            for _ in 0..<count { values.append(try scalar(type, key)) }
            return .list(values)
        }
        let extent = GGUFExtent(element: type, count: count, offset: file.position, isText: false)
        if type == .string {
            for _ in 0..<count {
                try file.skip(try file.integer())
                guard file.position <= GGUFFile.Limits.header else { throw damaged("its header is longer than 128 MB") }
            }
        } else {
            try file.skip(count * type.leastBytes)
        }
        return .far(extent)
    }

    private mutating func name(limit: UInt64, of what: String) throws(ModelFileError) -> String {
        let length = try file.integer(UInt64.self)
        guard length <= limit else { throw damaged("\(what) claims to have \(length) bytes") }
        return try text(Int(length))
    }

    private mutating func text(_ length: Int) throws(ModelFileError) -> String {
        kept += UInt64(length)
        guard kept <= GGUFFile.Limits.kept else { throw damaged("its header has more than 8 MB of texts") }
        return String(decoding: try file.bytes(length), as: UTF8.self)
    }
}
