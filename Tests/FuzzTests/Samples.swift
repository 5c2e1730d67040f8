/// Sound inputs, of which hostile ones are made.
enum Samples {
    static let prompts: [String] = [
        """
        name: Topic
        description: Sorts headlines
        instruction: &a |
          Say the topic of {{headline}}.
        tags: [news, short]
        technique: few-shot
        layout: chat
        examples:
          - { input: "Rain wins", reasoning: "It is sport.", output: Sports }
          - input: *a
            output: "Business"
            enabled: false
        input: "{{headline}}"
        variables: { headline: "Banks fall" }
        images: [a.png]
        modelParameters: { temperature: 0.7, topK: 40, topP: 0.9, minP: 0.05, maxTokens: 64, stop: ["END"], seed: 7,
          logitBias: { 11: -100 }, order: [topK, topP, temperature] }
        model: smollm2
        answer: { type: choice, choices: [Sports, Business], sentence: "The answer is" }
        tools:
          - type: function
            function: { name: get_weather, parameters: { type: object, properties: { city: { type: string } } } }
        lanes:
          - name: A
            technique: zero-shot-cot
            modelParameters: { temperature: 1.2 }
          - { name: B, samples: 3 }
        testData:
          - { headline: "A goal", expected: Sports }
        evaluators:
          - { name: right, string: { contains: Sports } }
          - { name: same, string: { equals: "{{expected}}" } }
        """,
        """
        # A comment
        messages:
        - role: system
          content: Answer.
        - role: user
          content: >-
            What is {{x}}?

            Say it.
        - {role: assistant, content: "{{y}}"}
        x: &x {k: [1, 2]}
        z: {<<: *x, q: 'it''s'}
        """,
        #"{"instruction": "한국 \u00e9", "input": "a", "examples": [{"input": "1", "output": "2"}], "modelParameters": {"seed": 1}}"#,
        "input: |+\n  two\n\n  lines  \n\nwording:\n  opening: 'So: '\n  answerTrigger: Therefore\n",
    ]

    static let foreign: [(name: String, text: String)] = [
        (
            "promptfooconfig.yaml",
            """
            description: Greetings
            prompts: ['Say {{x | upper}} in {{language}}', {raw: 'b {{x}}', label: b}, file://p.txt]
            providers:
              - openai:gpt-4.1
              - id: openai:o4-mini
                config: { temperature: 0.2, max_tokens: 64, stop: ["END"] }
            defaultTest: { assert: [{ type: icontains, value: x }], options: { transform: "output.trim()" } }
            tests:
              - vars: { language: [French, Dutch], x: Hi }
                assert:
                  - { type: contains-all, value: ["a", "b,c"], weight: 2 }
                  - { type: regex, value: "^(a+)+$" }
                  - { type: is-json, value: { type: object, required: [a] } }
                  - type: assert-set
                    threshold: 0.5
                    assert: [{ type: not-equals, value: "{{x}}" }, { type: llm-rubric, value: nice }]
            scenarios: [{ config: [{ vars: { a: 1 } }], tests: [{ vars: { b: 2 } }] }]
            """
        ),
        (
            "a.prompt",
            """
            ---
            model: googleai/gemini-1.5-pro
            config: { temperature: 0.9, topK: 3 }
            input: { schema: { text: string, n?: integer }, default: { text: hi } }
            output: { format: json, schema: { name?: string, age(number of years): number } }
            ---
            {{role "system"}}Extract.
            {{#if text}}Text: {{text}}{{else}}none{{/if}} {{#each list}}{{this}}, {{/each}}{{media url=photo}}
            <<<dotprompt:role:model>>>Ok
            """
        ),
        (
            "a.prompty",
            """
            ---
            name: Chat
            model: { api: chat, configuration: { type: openai }, parameters: { max_tokens: 10, tools: [] } }
            inputs: { question: { type: string, default: why } }
            sample: { question: how }
            ---
            # comment
            system:
            You answer. {% for item in documentation %}{{item.id}}{% endfor %}
            user:
            {{question}}
            """
        ),
        (
            "b.prompt.yml",
            """
            name: Minutes
            model: openai/gpt-4o-mini
            modelParameters: { temperature: 0.5, maxTokens: 60 }
            responseFormat: json_schema
            jsonSchema: '{"name": "a", "schema": {"type": "object"}}'
            messages: [{ role: system, content: Short. }, { role: user, content: "{{input}}" }]
            testData: [{ input: It rained., expected: rain }]
            evaluators: [{ name: begins, string: { startsWith: In } }, { name: like, uses: github/similarity }]
            """
        ),
        (
            "t.yaml",
            "model: gpt-4o\nsystem: Be short.\nprompt: 'Sum up: $input in $$5'\ndefaults: { x: 1 }\noptions: {temperature: 0.3}\n"
        ),
        (
            "chat.json",
            #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}]}, {"role": "assistant", "tool_calls": [{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}], "temperature": 1, "response_format": {"type": "json_object"}}"#
        ),
        (
            "Creative.yaml",
            "temperature: 0.7\ntop_p: 0.9\ntop_k: 20\ntypical_p: 1\nmirostat_mode: 0\nrepetition_penalty: 1.1\nsampler_priority: |-\n  temperature\n  top_p\n"
        ),
        (
            "lm.preset.json",
            #"{"identifier": "a", "name": "A", "operation": {"fields": [{"key": "llm.prediction.temperature", "value": 0.8}, {"key": "llm.prediction.stopStrings", "value": ["x"]}]}}"#
        ),
    ]

    static let settings = [
        """
        model: smollm2
        modelParameters: { temperature: 0.8, topK: 40, seed: 3 }
        contextLength: 4096
        threads: 2
        gpuLayers: { default: 99, smollm2: 0 }
        projector: { smollm2: /models/mmproj.gguf }
        history: true
        theme: dark
        servers:
          gpt: { url: "https://api.openai.com/v1", keyVariable: KEY, model: m, timeout: 60, longest: 100, retries: 3,
                 parallel: 4, price: { input: 0.1, output: 0.2 }, kind: openai, without: [topK] }
        engines:
          box: { command: [ssh, box, lathe, engine], timeout: 30 }
        """
    ]

    static let data = [
        "headline,expected\nA goal,Sports\n\"Banks, fall\",Business\n\"two\nlines\",\"say \"\"x\"\"\"\n",
        "sep=;\nheadline;expected\na;b\n", "headline\texpected\nx \"y\tb\n",
        #"{"headline": "a", "expected": "b", "list": [1, {"x": null}]}"# + "\n"
            + #"{"headline": "c", "expected": ["d", "e"]}"# + "\n",
        #"[{"headline": "a", "expected": 1.5e3}, {"headline": "b", "expected": true}]"#,
        #"{"data": [{"question": "q", "answers": {"text": ["a"], "answer_start": [3]}}], "version": "1"}"#,
        #"{"rows": [{"row": {"question": "q", "choices": {"text": ["x", "y"], "label": ["A", "B"]}, "answerKey": "A"}}]}"#,
    ]
}
