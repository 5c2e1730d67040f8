/// A unit of measure or a currency behind or before a number: `cm^2`, `hours`, `$`, `원`, `%`.
struct Unit: Hashable, Sendable {
    /// What is measured, such as `length^2`. Units of the same kind can be compared.
    let kind: String
    /// How it is written in a canonical form.
    let symbol: String
    /// The size in the kind's smallest unit here.
    let factor: Rational

    /// True for percent and dozen, whose numbers may also be meant without them.
    var isShare: Bool { kind == "1" }

    private init(_ kind: String, _ symbol: String, _ factor: Rational) {
        (self.kind, self.symbol, self.factor) = (kind, symbol, factor)
    }

    /// Returns the unit of a word or sign; nil if it is none. Letters count in their own case if there is one only.
    init?(_ word: String) {
        let word = word.unicodeScalars.count == 1 ? word : word.lowercased()
        guard let unit = Self.table[word] else { return nil }
        self = unit
    }

    /// Returns the unit to a power, such as `cm^2`.
    func power(_ exponent: Int) -> Unit {
        guard exponent > 1, let factor = factor.power(exponent) else { return self }
        return Unit("\(kind)^\(exponent)", "\(symbol)^\(exponent)", factor)
    }

    private static let table: [String: Unit] = {
        var table: [String: Unit] = [:]
        for line in lines.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 3, let above = UInt64(fields[2].split(separator: "/")[0]) else { continue }
            let below = fields[2].split(separator: "/").dropFirst().first.flatMap { UInt64($0) } ?? 1
            guard let factor = Rational(Natural(above), Natural(below)) else { continue }
            let unit = Unit(String(fields[0]), String(fields[1]), factor)
            for word in fields.dropFirst(3) { table[String(word)] = unit }
        }
        return table
    }()

    /// A unit a line: kind, symbol, factor, words.
    private static let lines = """
        1 % 1/100 % percent 퍼센트 프로
        1 dozen 12 dozen dozens
        USD $ 100 $ usd dollar dollars 달러 불
        USD ¢ 1 ¢ cent cents 센트
        EUR € 1 € eur euro euros 유로
        GBP £ 1 £ gbp
        KRW ₩ 1 ₩ ￦ krw won 원
        JPY ¥ 1 ¥ jpy yen 엔
        CNY CNY 1 cny rmb yuan 위안
        INR ₹ 1 ₹ inr rs rupee rupees 루피
        time ms 1 ms millisecond milliseconds
        time s 1000 s sec secs second seconds 초
        time min 60000 min mins minute minutes 분
        time h 3600000 h hr hrs hour hours 시간
        time day 86400000 day days 일
        time week 604800000 week weeks 주
        months month 1 month months 개월 달
        months year 12 year years yr yrs 년
        length mm 10 mm millimeter millimeters millimetre millimetres 밀리미터
        length cm 100 cm centimeter centimeters centimetre centimetres 센티미터 센티
        length m 10000 m meter meters metre metres 미터
        length km 10000000 km kilometer kilometers kilometre kilometres 킬로미터
        length in 254 inch inches 인치
        length ft 3048 ft foot feet 피트
        length yd 9144 yd yard yards 야드
        length mi 16093440 mi mile miles 마일
        mass mg 1 mg milligram milligrams
        mass g 1000 g gram grams 그램
        mass kg 1000000 kg kilogram kilograms kilos 킬로그램
        mass t 1000000000 tonne tonnes 톤
        pounds oz 1 oz ounce ounces
        pounds lb 16 lb lbs pound pounds 파운드
        volume mL 1 ml milliliter milliliters millilitre millilitres 밀리리터
        volume L 1000 l L liter liters litre litres 리터
        gallons pt 1 pint pints
        gallons qt 2 quart quarts
        gallons gal 8 gallon gallons
        angle ° 1 ° degree degrees 도
        speed km/h 1 km/h kmph kph kmh
        speed mph 1609344/1000000 mph
        """
}
