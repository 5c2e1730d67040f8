import Evaluation
import Testing

@Suite struct `A number in an output` {
    @Test(arguments: [
        ("It costs $1,234.50.", "$1234.5"), ("So 50%.", "50%"), ("The total is 5.", "5"), ("-3 degrees", "-3°"),
        ("−7", "-7"),
        ("10 - 4 = 6", "6"), ("x = -5", "-5"), ("-$5.00", "-$5"), ("(-2)", "-2"),
        ("+8", "8"),
        (")-2", "2"), ("answer:-5", "-5"), (".5", "0.5"), ("-.25", "-0.25"), ("007", "7"), ("-0", "0"),
        ("0.0", "0"),
        ("...5", "5"), ("1.234,56", "1234.56"), ("1 000 000", "1000000"), ("1.5 million", "1500000"),
        ("two hundred", "200"),
        ("**42**", "42"), ("\\boxed{42}", "42"), ("$\\boxed{1{,}234}$", "1234"), ("1\\,000\\,000", "1000000"),
        ("#### 72", "72"),
        ("<<48/2=24>>24", "24"), ("12\u{202F}345", "12345"), ("3/4 of a cup", "0.75"), ("6/8", "0.75"), ("1/3", "1/3"),
        ("-2/6", "-1/3"), ("\\frac{9}{7}", "9/7"), ("\\frac12", "0.5"), ("-\\dfrac{1}{2}", "-0.5"), ("3 1/2", "3.5"),
        ("2½", "2.5"), ("2^{10}", "1024"),
        ("6.02 \\times 10^{3}", "6020"), ("4210_{5}", "555"), ("٤٢", "42"), ("25 \\text{ cm}^2", "25 cm^2"),
        ("5 m²", "5 m^2"), ("minus 5", "-5"),
        ("8 - 3 = 5", "5"), ("five", "5"), ("½", "0.5"), ("1e6", "1000000"), ("2.5E-3", "0.0025"),
        ("72 apples", "72"), ("5kg", "5 kg"), ("the 3rd", "3"), ("20 H2O", "20"), ("7 or x1", "7"),
        ("8 x_2", "8"), ("4\\times5", "20"), ("USD500", "$500"), ("3.14.", "3.14"), ("1,000,000.00", "1000000"),
        ("99\u{A0}%", "99%"),
        ("123456789012345678901234567890.10", "123456789012345678901234567890.1"),
    ])
    func `is found among what stands around it`(output: String, number: String) throws {
        #expect(try extract("number", output) == number)
    }

    @Test(arguments: [
        ("정답은 72입니다.", "72"), ("총 12,000원", "₩12000"), ("５０개", "50"), ("１，２３４．５원", "₩1234.5"), ("약 3개만 남습니다", "3"),
        ("-5도", "-5°"), ("5천 원", "₩5000"), ("3만원", "₩30000"), ("3만 5천원", "₩35000"), ("1만 2,500원", "₩12500"),
        ("1억 2천만 원", "₩120000000"),
        ("1억 2,500만", "125000000"), ("1.5억", "150000000"), ("2천5백", "2500"), ("3조 2억", "3000200000000"),
        ("2만 7만", "70000"),
        ("₩1,000", "₩1000"), ("￦2,000", "₩2000"), ("50％", "50%"), ("5 만", "50000"), ("3분의 2", "2/3"), ("다섯 개", "5"),
    ])
    func `is found in Korean, with full-width digits and powers of ten`(output: String, number: String) throws {
        #expect(try extract("number", output) == number)
    }

    @Test(arguments: ["none", "x1", "H2O", "a_1", "一", "-", "$", "%", ".", ",", "e5", "만"])
    func `is no part of a word`(output: String) throws {
        #expect(try extract("number", output) == nil)
    }

    @Test(arguments: [
        "5-7", "5 to 7 days", "2:1", "10:30", "5 hours 30 minutes", "12\\pi", "5\\sqrt{2}", "3x", "x^2 + 1", "1,2,3",
        "1,2345", "1,234,56",
        "0,500", "1234,567", "10/18/2022", "4/0", "1e5f", "1e9999", "v1.2.3", "3 or 4", "\\boxed{3, -3}",
        "1. Count\n2. Add",
        "33_{2}",
    ])
    func `is none where there is no single one`(output: String) throws {
        #expect(try extract("number", output) == nil)
        #expect(try extract("number", "The answer is \(output)") == nil)
        #expect(try AnswerExtractor(.number, answerSentence: "").canonical(output) == nil)
    }

    @Test func `is right with another unit of the same kind, and wrong with one of another`() throws {
        let extractor = try AnswerExtractor(.number, answerSentence: "")
        let right = [
            ("$18", "18"), ("$18", "18 dollars"), ("18", "$18"), ("50%", "0.5"), ("50%", "50"), ("0.5", "1/2"),
            ("3 h", "180 minutes"),
            ("25 cm^2", "25"), ("2.5 km", "2500 m"), ("₩35000", "3만 5천원"),
        ]
        for (answer, expected) in right {
            #expect(extractor.isCorrect(answer, expected: [expected]), "\(answer) \(expected)")
        }
        let wrong = [
            ("3 h", "3 minutes"), ("$18", "18 euros"), ("50%", "5%"), ("25 cm^2", "25 cm"), ("5/7", "9/7"),
            ("1/3", "0.333"),
        ]
        for (answer, expected) in wrong {
            #expect(!extractor.isCorrect(answer, expected: [expected]), "\(answer) \(expected)")
        }
    }

    @Test func `is right where it is equal as a number`() throws {
        let extractor = try AnswerExtractor(.number, answerSentence: "The answer is")
        for expected in [
            "72", "72.0", "$72.00", "72%", "72 apples", "+72", "７２", "072", "144/2", "48+24=<<48+24=72>>72\n#### 72",
            "7.2e1",
        ] {
            #expect(extractor.isCorrect("72", expected: [expected]), "\(expected)")
        }
        for expected in ["-72", "7.2", "72.01", "none", "", "172"] {
            #expect(!extractor.isCorrect("72", expected: [expected]), "\(expected)")
        }
        #expect(extractor.isCorrect("72", expected: ["71", "72"]))
        #expect(extractor.isCorrect("72.00", expected: ["72"]))
        #expect(!extractor.isCorrect("0.1", expected: ["0.10000000000000000001"]))
    }
}
