/// Files written by hand, each with other oddities.
enum Samples {
    static let all = [
        commented, json, anchors, messages, messages.replacing("\n", with: "\r\n"), indentless, flow, wide, spaced,
    ]

    /// Short ones, each for one thing.
    static let small = [
        "input: a\rname: b\r", "input: a\u{85}name: b\n", "# only\n# top\ninput:\ttab # c\n\n\n# end\n\n",
        "examples: # why\n  - input: a # x\n    output: b\nlanes: # c\n  - name: l # d\n",
        "{}", "--- {input: a}\n", "---\n# c\ninput: !!str a\nname: &x !!str b\nx: *x\n",
        "input: a\nlanes:\n - name: x\n   modelParameters:\n    temperature: 1\n    stop: [a,\n      b]\n - {name: y}\n",
        "examples:\n- {input: a, output: b}\n# between\n\n# more\n- input: c\n  output: d\n\n# tail\n",
        "testData:\n  -\n    x: 1\n  - {}\n  - x: 2\n    y: |\n      a\n\n\n  - x: 3\nvariables:\n  x: |+\n    k\n\n\nname: last\n",
        "examples:\n  - input: >+\n      fold\n\n      more\n\n    output: |2\n        lead\n      x\n  - output: 'a\n\n      b'\n    input: plain\n     goes on\n",
        "? input\n: a\n? name\n: |\n  x\n",
        "\"input\": 'a'\n'name': \"b\"\n\"tags\":\n    - 'x'\n    - \"y\"\n",
        "tags: [a, b, # c\n  d,\n]\nvariables: {\n  x: 1, # one\n  y: 2, # two\n}\n", "messages: []\nname: x\n",
        "messages:\n- {role: user, content: a}\n- {role: assistant, content: b}\n",
        "messages:\n- role: user\n  content: a\n- role: system\n  content: s\n- role: system\n  content: s2\n- role: user\n  content: b\n- role: assistant\n  content: c\n- role: assistant\n  content: d\nexamples:\n- input: own\n  output: x\n  reasoning: r\n",
        "modelParameters:\n  stop: END # x\n  logitBias: {12: 1}\n  order: hugging-face\nanswer:\n  type: choice\n  choices: [a]\n  more: 1\nlabels:\n  question: Q\n",
        "input: a\n...\n", "input: a\n# c\n... # end\n", "input: a\nx: |\n  # not a comment\n  y # nor this\n",
    ]

    static let commented = """
        # A prompt with comments everywhere.

        name: Comments # after the name
        # about the tags
        tags: [a, b] # two
        x-unknown: { keep: me, list: [1, 2] } # unknown

        instruction: |
          Do this.

          Then that.   # no comment

        # about the examples
        examples:
          # first
          - input: "one" # q
            # between
            output: '1'

          # second
          - { input: two, output: "2", on: false } # flow
          # third
          - output: |
              3
              three
            input: >-
              three is
              folded
        # about the input
        input: '{{x}}' # braces
        variables:
          # the only one
          x: tab	inside # c
          y:   spaced
        modelParameters:
          temperature: 0.50 # half
          top_k: 3
          # stop here
          stop:
          - END
          - "\\n\\n" # two
        lanes:
          - name: a
            note: unknown
            modelParameters: { temperature: 1.0, unknown: yes }
          - { name: b, technique: cot }
        evaluators:
          - name: x # kept
        # the end
        """

    static let json = """
        {
          "name": "JSON",
          "tags": ["a", "b"],
          "examples": [
            {"input": "1", "output": "2"},
            {"input": "3", "output": "4", "on": false}
          ],
          "input": "q",
          "variables": {"x": "1"},
          "modelParameters": {
            "temperature": 0.5,
            "stop": ["a"]
          },
          "testData": [{"x": "1", "expected": "2"}, {"x": "2"}],
          "extra": {"a": [1, 2, {"b": null}]}
        }
        """

    static let anchors = """
        shared: &shared { temperature: 0.5, maxTokens: 9 }
        name: &n Name
        description: *n
        tags: &t [a, &b b, *b]
        instruction: &i |
          Text
          of lines
        examples:
          - &e { input: same, output: &o out }
          - *e
          - input: *i
            output: *o
        input: *i
        modelParameters: *shared
        lanes:
          - &l
            name: one
            modelParameters: &p
              temperature: 0.1
          - name: two
            modelParameters: *p
          - *l
        other: [*n, *t, *l, *o]
        """

    static let messages = """
        name: Old
        description: GitHub's
        model: openai/gpt-4o
        modelParameters:
          temperature: 0.5
        messages:
          # the system
          - role: system
            content: Be brief. # really
          - role: user
            content: "1 + 1"
          - role: assistant
            content: "2"
          # last
          - role: user
            content: |
              {{input}}
        testData:
          - input: "2 + 2"
            expected: "4"
        evaluators:
          - name: similarity
            uses: github/similarity
        """

    static let indentless = """
        tags:
        - a
        - b
        examples:
        -   input: a
            output: b
        -
            input: c
            output: d
        - input: |-
            x
             y
          output: e
        variables: {x: 1,
          y: 2}
        lanes:
        - name: a
        testData:
        - {x: 1, expected: 2}
        - {x: 2, expected: 3}
        """

    static let flow =
        "{name: Flow, tags: [ a , b ], examples: [{input: a, output: b}, {input: c, output: d, }], input: 'x', # c\n lanes: [{name: a}]}"

    static let wide =
        "\u{FEFF}%YAML 1.2\r\n---\r\nname:    한글 이름   # 주석\r\nexamples:\r\n    - input: 서울\r\n      output: \"부산\"\r\n\r\n    # 둘째\r\n    - input: >\r\n          접힌\r\n          글\r\n      output: 끝\r\n\r\n\r\ninput: |+\r\n    글\r\n\r\n\r\nanswer:\r\n    type: choice\r\n    choices:\r\n        - 예\r\n        - 아니요\r\n...\r\n"

    static let spaced = """
        name: x


        examples:

          - input: a
            output: b

          - input: c
            output: d


          # detached

          - input: "multi
              line"
            output: plain over
              two lines # c
        input:
          ""
        lanes:

        testData: []
        labels: { question: Q }
        answer: { type: text, note: kept }
        """
}
