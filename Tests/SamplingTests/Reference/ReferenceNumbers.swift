// Made by reference.py; don't edit.
import Sampling

/// What NumPy and SciPy make of small rows.
enum ReferenceNumbers {
    static let rows: [[Float]] = [
        [2.5, -1.25, 0.75, 3.125, 3.0, -4.5, 1.5, 0.125, 2.25, -0.5, 1.0, -2.0],
        [-3.5, -1.5, -9.0, -2.25, -1.75, -4.0, -6.5, -2.75, -5.25, -3.0, -8.0, -2.5],
        [8.0, 1.0, 0.5, 0.25, -0.25, 2.0, 1.75, -1.0, 0.0, 3.5, 2.75, -3.0],
    ]
    static let logSumExps: [Double] = [4.330802560503724, -0.28259356264595903, 8.023128719924717]
    static let entropies: [Double] = [1.7865961100617185, 1.8749236828986975, 0.14476353624489754]
    static let history: [Int32] = [3, 3, 9, 0, 5, 3, 8]

    /// What survives of a row under settings.
    struct Case: Sendable {
        let row: Int
        let settings: Settings
        let ids: [Int32]
        let probabilities: [Double]
    }

    static let cases: [Case] = [
        Case(
            row: 0, settings: settings { $0.order = .llamaCpp },
            ids: [3, 4, 0, 8, 6, 10, 2],
            probabilities: [
                0.34472218610320016, 0.294856511102572, 0.15782531734088817, 0.11546746881005723, 0.045217710484146204,
                0.02420329630810222, 0.01770750985103414,
            ]),
        Case(
            row: 0, settings: settings { $0.order = .huggingFace },
            ids: [3, 4, 0, 8, 6, 10],
            probabilities: [
                0.35093639578871527, 0.30017180631998586, 0.1606703898519613, 0.11754896832464479, 0.04603283740598372,
                0.024639602308709253,
            ]),
        Case(
            row: 0,
            settings: settings {
                $0.temperature = 0.0; $0.order = .llamaCpp
            },
            ids: [3],
            probabilities: [1.0]),
        Case(
            row: 0,
            settings: settings {
                $0.temperature = 0.0; $0.order = .huggingFace
            },
            ids: [3],
            probabilities: [1.0]),
        Case(
            row: 0,
            settings: settings {
                $0.temperature = 1.7; $0.topK = 0; $0.minP = 0.0; $0.topP = 1.0; $0.order = .llamaCpp
            },
            ids: [3, 4, 0, 8, 6, 10, 2, 7, 9, 1, 11, 5],
            probabilities: [
                0.21911361248706518, 0.20358038965011443, 0.1517058297305122, 0.13095902544663457, 0.0842432140709022,
                0.06277710103490902, 0.05419190539019267, 0.037520388982596506, 0.025977672851121417,
                0.01671089600428243, 0.010749771423574125, 0.002470192928095245,
            ]),
        Case(
            row: 0,
            settings: settings {
                $0.temperature = 1.7; $0.topK = 0; $0.minP = 0.0; $0.topP = 1.0; $0.order = .huggingFace
            },
            ids: [3, 4, 0, 8, 6, 10, 2, 7, 9, 1, 11, 5],
            probabilities: [
                0.21911361248706518, 0.20358038965011443, 0.1517058297305122, 0.13095902544663457, 0.0842432140709022,
                0.06277710103490902, 0.05419190539019267, 0.037520388982596506, 0.025977672851121417,
                0.01671089600428243, 0.010749771423574125, 0.002470192928095245,
            ]),
        Case(
            row: 0,
            settings: settings {
                $0.topK = 3; $0.order = .llamaCpp
            },
            ids: [3, 4, 0],
            probabilities: [0.4323055562984359, 0.36977053754890304, 0.19792390615266078]),
        Case(
            row: 0,
            settings: settings {
                $0.topK = 3; $0.order = .huggingFace
            },
            ids: [3, 4, 0],
            probabilities: [0.4323055562984359, 0.36977053754890304, 0.19792390615266078]),
        Case(
            row: 0,
            settings: settings {
                $0.topK = 0; $0.topP = 0.7; $0.minP = 0.0; $0.order = .llamaCpp
            },
            ids: [3, 4, 0],
            probabilities: [0.4323055562984359, 0.36977053754890304, 0.19792390615266078]),
        Case(
            row: 0,
            settings: settings {
                $0.topK = 0; $0.topP = 0.7; $0.minP = 0.0; $0.order = .huggingFace
            },
            ids: [3, 4, 0],
            probabilities: [0.4323055562984359, 0.36977053754890304, 0.19792390615266078]),
        Case(
            row: 0,
            settings: settings {
                $0.topK = 0; $0.topP = 1.0; $0.minP = 0.2; $0.order = .llamaCpp
            },
            ids: [3, 4, 0, 8],
            probabilities: [0.3776240055562071, 0.32299892863161395, 0.17288886794946107, 0.12648819786271784]),
        Case(
            row: 0,
            settings: settings {
                $0.topK = 0; $0.topP = 1.0; $0.minP = 0.2; $0.order = .huggingFace
            },
            ids: [3, 4, 0, 8],
            probabilities: [0.3776240055562071, 0.32299892863161395, 0.17288886794946107, 0.12648819786271784]),
        Case(
            row: 0,
            settings: settings {
                $0.topK = 0; $0.typicalP = 0.6; $0.order = .llamaCpp
            },
            ids: [3, 4, 0, 8],
            probabilities: [0.3776240055562071, 0.32299892863161395, 0.17288886794946107, 0.12648819786271784]),
        Case(
            row: 0,
            settings: settings {
                $0.topK = 0; $0.typicalP = 0.6; $0.order = .huggingFace
            },
            ids: [3, 4, 0],
            probabilities: [0.4323055562984359, 0.36977053754890304, 0.19792390615266078]),
        Case(
            row: 0,
            settings: settings {
                $0.topK = 0; $0.typicalP = 0.3; $0.temperature = 0.5; $0.minP = 0.0; $0.order = .llamaCpp
            },
            ids: [4, 0, 8],
            probabilities: [0.6285317192117623, 0.231223897622149, 0.14024438316608845]),
        Case(
            row: 0,
            settings: settings {
                $0.topK = 0; $0.typicalP = 0.3; $0.temperature = 0.5; $0.minP = 0.0; $0.order = .huggingFace
            },
            ids: [4],
            probabilities: [1.0]),
        Case(
            row: 0,
            settings: settings {
                $0.typicalP = 0.2; $0.temperature = 0.0; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 0,
            settings: settings {
                $0.typicalP = 0.2; $0.temperature = 0.0; $0.order = .huggingFace
            },
            ids: [3],
            probabilities: [1.0]),
        Case(
            row: 0,
            settings: settings {
                $0.topK = 6; $0.typicalP = 0.8; $0.topP = 0.8; $0.minP = 0.1; $0.order = .llamaCpp
            },
            ids: [3, 4, 0],
            probabilities: [0.4323055562984359, 0.36977053754890304, 0.19792390615266078]),
        Case(
            row: 0,
            settings: settings {
                $0.topK = 6; $0.typicalP = 0.8; $0.topP = 0.8; $0.minP = 0.1; $0.order = .huggingFace
            },
            ids: [3, 4],
            probabilities: [0.5389832206876839, 0.4610167793123157]),
        Case(
            row: 0,
            settings: settings {
                $0.repeatPenalty = 1.3; $0.order = .llamaCpp
            },
            ids: [4, 3, 0, 8, 6, 10, 2],
            probabilities: [
                0.4474253638806262, 0.21236732310024034, 0.11643764492575424, 0.0915578742356588, 0.06861490184349348,
                0.036726910378438615, 0.026869981635788315,
            ]),
        Case(
            row: 0,
            settings: settings {
                $0.repeatPenalty = 1.3; $0.order = .huggingFace
            },
            ids: [4, 3, 0, 8, 6, 10],
            probabilities: [
                0.45977963420831314, 0.21823119120014448, 0.11965271107501213, 0.09408596231525519, 0.0705094905599892,
                0.03774101064128607,
            ]),
        Case(
            row: 0,
            settings: settings {
                $0.repeatPenalty = 1.3; $0.repeatLastN = 2; $0.order = .llamaCpp
            },
            ids: [4, 0, 3, 8, 6, 10, 2],
            probabilities: [
                0.3984013259508195, 0.21324886285229552, 0.1890984059954528, 0.08152595145780986, 0.06109682213216347,
                0.03270277229243248, 0.023925859319026795,
            ]),
        Case(
            row: 0,
            settings: settings {
                $0.repeatPenalty = 1.3; $0.repeatLastN = 2; $0.order = .huggingFace
            },
            ids: [4, 0, 3, 8, 6, 10],
            probabilities: [
                0.4081670739405806, 0.21847609107185148, 0.19373365005195747, 0.08352434314152817, 0.0625944480913492,
                0.03350439370273336,
            ]),
        Case(
            row: 0,
            settings: settings {
                $0.presencePenalty = 1.5; $0.frequencyPenalty = 0.25; $0.order = .llamaCpp
            },
            ids: [4, 6, 10, 3, 0, 2, 8],
            probabilities: [
                0.680412239097168, 0.10434459636762973, 0.05585163770997493, 0.04777243733769409, 0.04086193105088328,
                0.04086193105088328, 0.029895227385766287,
            ]),
        Case(
            row: 0,
            settings: settings {
                $0.presencePenalty = 1.5; $0.frequencyPenalty = 0.25; $0.order = .huggingFace
            },
            ids: [4, 6, 10, 3, 0, 2],
            probabilities: [
                0.7013801584169066, 0.10756013093971538, 0.05757278933848169, 0.04924461634072491, 0.0421211524820858,
                0.0421211524820858,
            ]),
        Case(
            row: 0,
            settings: settings {
                $0.repeatPenalty = 0.8; $0.frequencyPenalty = -0.5; $0.repeatLastN = -1; $0.order = .llamaCpp
            },
            ids: [3, 0, 8, 4],
            probabilities: [0.8128057701497714, 0.08770068200367245, 0.05934124977515162, 0.04015229807140468]),
        Case(
            row: 0,
            settings: settings {
                $0.repeatPenalty = 0.8; $0.frequencyPenalty = -0.5; $0.repeatLastN = -1; $0.order = .huggingFace
            },
            ids: [3, 0, 8],
            probabilities: [0.8468070179431836, 0.09136937227380754, 0.06182360978300923]),
        Case(
            row: 0,
            settings: settings {
                $0.logitBias = [4: -100.0, 11: 4.5]; $0.order = .llamaCpp
            },
            ids: [3, 0, 11, 8, 6, 10, 2],
            probabilities: [
                0.399460772638869, 0.18288646843313985, 0.18288646843313985, 0.13380259862854177, 0.0523978504869143,
                0.028046548302950218, 0.020519293076445292,
            ]),
        Case(
            row: 0,
            settings: settings {
                $0.logitBias = [4: -100.0, 11: 4.5]; $0.order = .huggingFace
            },
            ids: [3, 0, 11, 8, 6, 10],
            probabilities: [
                0.407829138251771, 0.18671778539422876, 0.18671778539422876, 0.13660564999672276, 0.05349554117455808,
                0.02863409978849042,
            ]),
        Case(
            row: 0,
            settings: settings {
                $0.logitBias = [3: 1.0, 0: -1.0]; $0.repeatPenalty = 1.2; $0.presencePenalty = 0.5; $0.topK = 5;
                $0.order = .llamaCpp
            },
            ids: [4, 3, 6, 8, 10],
            probabilities: [
                0.43640294760554266, 0.40360674817703973, 0.06692455956107705, 0.057243609302674546,
                0.03582213535366635,
            ]),
        Case(
            row: 0,
            settings: settings {
                $0.logitBias = [3: 1.0, 0: -1.0]; $0.repeatPenalty = 1.2; $0.presencePenalty = 0.5; $0.topK = 5;
                $0.order = .huggingFace
            },
            ids: [4, 3, 6, 8],
            probabilities: [0.4526166422267096, 0.418601964405276, 0.0694110101621399, 0.059370383205874386]),
        Case(
            row: 1, settings: settings { $0.order = .llamaCpp },
            ids: [1, 4, 3, 11, 7, 9, 0],
            probabilities: [
                0.35029000797479876, 0.25627764449820656, 0.137175538091592, 0.1003597675769741, 0.0734247744767667,
                0.05371871255908499, 0.028753554822576854,
            ]),
        Case(
            row: 1, settings: settings { $0.order = .huggingFace },
            ids: [1, 4, 3, 11, 7, 9],
            probabilities: [
                0.36066027290407154, 0.2638646923967798, 0.14123659218802428, 0.10333089822392175, 0.07559850009371594,
                0.05530904419348675,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.temperature = 0.0; $0.order = .llamaCpp
            },
            ids: [1],
            probabilities: [1.0]),
        Case(
            row: 1,
            settings: settings {
                $0.temperature = 0.0; $0.order = .huggingFace
            },
            ids: [1],
            probabilities: [1.0]),
        Case(
            row: 1,
            settings: settings {
                $0.temperature = 1.7; $0.topK = 0; $0.minP = 0.0; $0.topP = 1.0; $0.order = .llamaCpp
            },
            ids: [1, 4, 3, 11, 7, 9, 0, 5, 8, 6, 10, 2],
            probabilities: [
                0.2132151660665843, 0.18405654158527207, 0.1371568764875214, 0.11839974053744348, 0.10220777053500013,
                0.08823016258580056, 0.06574813048221975, 0.0489947715748933, 0.023486351664954355,
                0.011258522017736448, 0.0046588675957060875, 0.002587098866867866,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.temperature = 1.7; $0.topK = 0; $0.minP = 0.0; $0.topP = 1.0; $0.order = .huggingFace
            },
            ids: [1, 4, 3, 11, 7, 9, 0, 5, 8, 6, 10, 2],
            probabilities: [
                0.2132151660665843, 0.18405654158527207, 0.1371568764875214, 0.11839974053744348, 0.10220777053500013,
                0.08823016258580056, 0.06574813048221975, 0.0489947715748933, 0.023486351664954355,
                0.011258522017736448, 0.0046588675957060875, 0.002587098866867866,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.topK = 3; $0.order = .llamaCpp
            },
            ids: [1, 4, 3],
            probabilities: [0.47098247408340416, 0.34457813899937517, 0.18443938691722073]),
        Case(
            row: 1,
            settings: settings {
                $0.topK = 3; $0.order = .huggingFace
            },
            ids: [1, 4, 3],
            probabilities: [0.47098247408340416, 0.34457813899937517, 0.18443938691722073]),
        Case(
            row: 1,
            settings: settings {
                $0.topK = 0; $0.topP = 0.7; $0.minP = 0.0; $0.order = .llamaCpp
            },
            ids: [1, 4, 3, 11],
            probabilities: [0.41498493115818313, 0.30360946141267303, 0.1625104340276286, 0.11889517340151522]),
        Case(
            row: 1,
            settings: settings {
                $0.topK = 0; $0.topP = 0.7; $0.minP = 0.0; $0.order = .huggingFace
            },
            ids: [1, 4, 3],
            probabilities: [0.47098247408340416, 0.34457813899937517, 0.18443938691722073]),
        Case(
            row: 1,
            settings: settings {
                $0.topK = 0; $0.topP = 1.0; $0.minP = 0.2; $0.order = .llamaCpp
            },
            ids: [1, 4, 3, 11, 7, 9],
            probabilities: [
                0.36066027290407154, 0.2638646923967798, 0.14123659218802428, 0.10333089822392175, 0.07559850009371594,
                0.05530904419348675,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.topK = 0; $0.topP = 1.0; $0.minP = 0.2; $0.order = .huggingFace
            },
            ids: [1, 4, 3, 11, 7],
            probabilities: [
                0.38177593496294693, 0.2793132407746086, 0.1495056042612857, 0.10938063669266826, 0.08002458330849062,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.topK = 0; $0.typicalP = 0.6; $0.order = .llamaCpp
            },
            ids: [1, 4, 3, 11, 7],
            probabilities: [
                0.38177593496294693, 0.2793132407746086, 0.1495056042612857, 0.10938063669266826, 0.08002458330849062,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.topK = 0; $0.typicalP = 0.6; $0.order = .huggingFace
            },
            ids: [1, 4, 3],
            probabilities: [0.47098247408340416, 0.34457813899937517, 0.18443938691722073]),
        Case(
            row: 1,
            settings: settings {
                $0.topK = 0; $0.typicalP = 0.3; $0.temperature = 0.5; $0.minP = 0.0; $0.order = .llamaCpp
            },
            ids: [4, 3, 11],
            probabilities: [0.6285317192117625, 0.2312238976221491, 0.1402443831660885]),
        Case(
            row: 1,
            settings: settings {
                $0.topK = 0; $0.typicalP = 0.3; $0.temperature = 0.5; $0.minP = 0.0; $0.order = .huggingFace
            },
            ids: [1, 4],
            probabilities: [0.6224593312018547, 0.3775406687981455]),
        Case(
            row: 1,
            settings: settings {
                $0.typicalP = 0.2; $0.temperature = 0.0; $0.order = .llamaCpp
            },
            ids: [3],
            probabilities: [1.0]),
        Case(
            row: 1,
            settings: settings {
                $0.typicalP = 0.2; $0.temperature = 0.0; $0.order = .huggingFace
            },
            ids: [1],
            probabilities: [1.0]),
        Case(
            row: 1,
            settings: settings {
                $0.topK = 6; $0.typicalP = 0.8; $0.topP = 0.8; $0.minP = 0.1; $0.order = .llamaCpp
            },
            ids: [1, 4, 3],
            probabilities: [0.47098247408340416, 0.34457813899937517, 0.18443938691722073]),
        Case(
            row: 1,
            settings: settings {
                $0.topK = 6; $0.typicalP = 0.8; $0.topP = 0.8; $0.minP = 0.1; $0.order = .huggingFace
            },
            ids: [1, 4, 3],
            probabilities: [0.47098247408340416, 0.34457813899937517, 0.18443938691722073]),
        Case(
            row: 1,
            settings: settings {
                $0.repeatPenalty = 1.3; $0.order = .llamaCpp
            },
            ids: [1, 4, 11, 7, 3, 9],
            probabilities: [
                0.4088397093611613, 0.2991135211026283, 0.11713453787889869, 0.0856974586016447, 0.06885984249420529,
                0.020354930561461763,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.repeatPenalty = 1.3; $0.order = .huggingFace
            },
            ids: [1, 4, 11, 7, 3],
            probabilities: [
                0.4173345246309244, 0.30532846071900155, 0.11956834320212702, 0.08747806861393208, 0.07029060283401495,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.repeatPenalty = 1.3; $0.repeatLastN = 2; $0.order = .llamaCpp
            },
            ids: [1, 4, 11, 7, 3, 9, 0],
            probabilities: [
                0.379997066921246, 0.2780117931134665, 0.10887098246573965, 0.07965171231071091, 0.06400194887464308,
                0.058274437598877744, 0.031192058715316055,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.repeatPenalty = 1.3; $0.repeatLastN = 2; $0.order = .huggingFace
            },
            ids: [1, 4, 11, 7, 3, 9],
            probabilities: [
                0.3922315773107231, 0.286962752126918, 0.11237622837956066, 0.08221620500456372, 0.06606257664421449,
                0.06015066053401993,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.presencePenalty = 1.5; $0.frequencyPenalty = 0.25; $0.order = .llamaCpp
            },
            ids: [1, 4, 11, 7],
            probabilities: [0.44888706718795907, 0.3284127939867321, 0.12860829799785273, 0.09409184082745617]),
        Case(
            row: 1,
            settings: settings {
                $0.presencePenalty = 1.5; $0.frequencyPenalty = 0.25; $0.order = .huggingFace
            },
            ids: [1, 4, 11, 7],
            probabilities: [0.44888706718795907, 0.3284127939867321, 0.12860829799785273, 0.09409184082745617]),
        Case(
            row: 1,
            settings: settings {
                $0.repeatPenalty = 0.8; $0.frequencyPenalty = -0.5; $0.repeatLastN = -1; $0.order = .llamaCpp
            },
            ids: [3, 1, 4, 9, 0, 11, 5, 7],
            probabilities: [
                0.5668029712720528, 0.126470837752539, 0.09252804150573252, 0.07670844065645688, 0.0465260211168882,
                0.03623450167902925, 0.028219458281830114, 0.026509727735471132,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.repeatPenalty = 0.8; $0.frequencyPenalty = -0.5; $0.repeatLastN = -1; $0.order = .huggingFace
            },
            ids: [3, 1, 4, 9, 0, 11],
            probabilities: [
                0.599619667599752, 0.13379323245968092, 0.0978852199147937, 0.08114969754885595, 0.04921977958978829,
                0.03833240288712907,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.logitBias = [4: -100.0, 11: 4.5]; $0.order = .llamaCpp
            },
            ids: [11],
            probabilities: [1.0]),
        Case(
            row: 1,
            settings: settings {
                $0.logitBias = [4: -100.0, 11: 4.5]; $0.order = .huggingFace
            },
            ids: [11],
            probabilities: [1.0]),
        Case(
            row: 1,
            settings: settings {
                $0.logitBias = [3: 1.0, 0: -1.0]; $0.repeatPenalty = 1.2; $0.presencePenalty = 0.5; $0.topK = 5;
                $0.order = .llamaCpp
            },
            ids: [1, 4, 3, 11, 7],
            probabilities: [
                0.3619263286599513, 0.26479095857489926, 0.1937252036971591, 0.10369362927107373, 0.0758638797969165,
            ]),
        Case(
            row: 1,
            settings: settings {
                $0.logitBias = [3: 1.0, 0: -1.0]; $0.repeatPenalty = 1.2; $0.presencePenalty = 0.5; $0.topK = 5;
                $0.order = .huggingFace
            },
            ids: [1, 4, 3, 11, 7],
            probabilities: [
                0.3619263286599513, 0.26479095857489926, 0.1937252036971591, 0.10369362927107373, 0.0758638797969165,
            ]),
        Case(
            row: 2, settings: settings { $0.order = .llamaCpp },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2, settings: settings { $0.order = .huggingFace },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.temperature = 0.0; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.temperature = 0.0; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.temperature = 1.7; $0.topK = 0; $0.minP = 0.0; $0.topP = 1.0; $0.order = .llamaCpp
            },
            ids: [0, 9, 10, 5, 6, 1, 2, 3, 8, 4, 7, 11],
            probabilities: [
                0.8107778102103758, 0.05745116157071808, 0.03695713591573898, 0.02377375596511082, 0.02052253310190913,
                0.013201718197619169, 0.009837772766229168, 0.008492390413205679, 0.0073309982497137514,
                0.006328434365633358, 0.004070950048532192, 0.0012553391952142255,
            ]),
        Case(
            row: 2,
            settings: settings {
                $0.temperature = 1.7; $0.topK = 0; $0.minP = 0.0; $0.topP = 1.0; $0.order = .huggingFace
            },
            ids: [0, 9, 10, 5, 6, 1, 2, 3, 8, 4, 7, 11],
            probabilities: [
                0.8107778102103758, 0.05745116157071808, 0.03695713591573898, 0.02377375596511082, 0.02052253310190913,
                0.013201718197619169, 0.009837772766229168, 0.008492390413205679, 0.0073309982497137514,
                0.006328434365633358, 0.004070950048532192, 0.0012553391952142255,
            ]),
        Case(
            row: 2,
            settings: settings {
                $0.topK = 3; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.topK = 3; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.topK = 0; $0.topP = 0.7; $0.minP = 0.0; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.topK = 0; $0.topP = 0.7; $0.minP = 0.0; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.topK = 0; $0.topP = 1.0; $0.minP = 0.2; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.topK = 0; $0.topP = 1.0; $0.minP = 0.2; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.topK = 0; $0.typicalP = 0.6; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.topK = 0; $0.typicalP = 0.6; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.topK = 0; $0.typicalP = 0.3; $0.temperature = 0.5; $0.minP = 0.0; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.topK = 0; $0.typicalP = 0.3; $0.temperature = 0.5; $0.minP = 0.0; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.typicalP = 0.2; $0.temperature = 0.0; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.typicalP = 0.2; $0.temperature = 0.0; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.topK = 6; $0.typicalP = 0.8; $0.topP = 0.8; $0.minP = 0.1; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.topK = 6; $0.typicalP = 0.8; $0.topP = 0.8; $0.minP = 0.1; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.repeatPenalty = 1.3; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.repeatPenalty = 1.3; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.repeatPenalty = 1.3; $0.repeatLastN = 2; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.repeatPenalty = 1.3; $0.repeatLastN = 2; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.presencePenalty = 1.5; $0.frequencyPenalty = 0.25; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.presencePenalty = 1.5; $0.frequencyPenalty = 0.25; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.repeatPenalty = 0.8; $0.frequencyPenalty = -0.5; $0.repeatLastN = -1; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.repeatPenalty = 0.8; $0.frequencyPenalty = -0.5; $0.repeatLastN = -1; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.logitBias = [4: -100.0, 11: 4.5]; $0.order = .llamaCpp
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.logitBias = [4: -100.0, 11: 4.5]; $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
        Case(
            row: 2,
            settings: settings {
                $0.logitBias = [3: 1.0, 0: -1.0]; $0.repeatPenalty = 1.2; $0.presencePenalty = 0.5; $0.topK = 5;
                $0.order = .llamaCpp
            },
            ids: [0, 10, 9],
            probabilities: [0.9383590722556787, 0.03715008337089393, 0.02449084437342714]),
        Case(
            row: 2,
            settings: settings {
                $0.logitBias = [3: 1.0, 0: -1.0]; $0.repeatPenalty = 1.2; $0.presencePenalty = 0.5; $0.topK = 5;
                $0.order = .huggingFace
            },
            ids: [0],
            probabilities: [1.0]),
    ]

    private static func settings(_ change: (inout Settings) -> Void) -> Settings {
        var settings = Settings()
        change(&settings)
        return settings
    }

    /// Noise by token, index, stage, sample, case and seed.
    static let gumbels: [(token: Int32, key: NoiseKey, value: Double)] = [
        (0, NoiseKey(seed: 0, case: 0, sample: 0, stage: 0, index: 0), 0.08482025135306243),
        (49151, NoiseKey(seed: 1, case: 0, sample: 0, stage: 0, index: 7), 2.141436124762374),
        (262143, NoiseKey(seed: 42, case: 1311768467463790320, sample: 3, stage: 1, index: 1023), -1.8562821648625536),
        (
            5, NoiseKey(seed: 9007199254740991, case: 18446744073709551615, sample: 1023, stage: 1, index: 999999),
            -0.16524732330685313
        ),
    ]

    /// 99.9 % quantiles of chi-square by degrees of freedom, from index 1.
    static let chiSquare999: [Double] = [
        0.0, 10.827566170662733, 13.815510557964274, 16.26623619623813, 18.46682695290317, 20.515005652432873,
        22.457744484825323, 24.321886347856854, 26.12448155837614, 27.877164871256568, 29.58829844507442,
        31.264133620239985, 32.90949040736021,
    ]
}
