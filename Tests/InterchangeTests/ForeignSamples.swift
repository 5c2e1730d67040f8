/// Files in the shapes that the tools' own documentation shows, key by key, in other words.
enum ForeignSamples {
    /// As in GitHub's "Storing prompts in GitHub repositories".
    static let gitHubModels = """
        # Kept when it is imported.
        name: Minutes
        description: Shortens what was said
        model: openai/gpt-4o-mini
        modelParameters:
          temperature: 0.5
          maxTokens: 60
        responseFormat: json_object
        messages:
          - role: system
            content: You shorten minutes. Do nothing else.
          - role: user
            content: |
              Shorten this, beginning with "In short -":
              <text>
              {{input}}
              </text>
        testData:
          - input: |
              The mayor opened the bridge.
              It rained.
            expected: In short - a bridge was opened in the rain.
        evaluators:
          - name: begins well
            string:
              startsWith: "In short -"
          - name: like what was expected
            uses: github/similarity
        """

    /// As in promptfoo's "Getting started" and "Configuration overview".
    static let promptfoo = """
        # yaml-language-server: $schema=https://promptfoo.dev/config-schema.json
        description: Greetings
        prompts:
          - 'Say this in {{language}}: {{input}}'
          - 'How does one say "{{input}}" in {{language}}?'
        providers:
          - openai:gpt-4.1
          - id: openai:o4-mini
            label: careful
            config:
              temperature: 0.2
              max_tokens: 64
              stop: ["END"]
              apiKey: secret
        defaultTest:
          vars: { register: polite }
          assert:
            - type: llm-rubric
              value: is friendly
        tests:
          - vars:
              language: French
              input: Good morning
            assert:
              - type: contains
                value: Bonjour
              - type: is-json
          - vars:
              language: [Spanish, Italian]
              input: Good night
            assert:
              - type: icontains
                value: buon
              - type: similar
                value: buenas noches
                threshold: 0.6
              - $ref: '#/assertionTemplates/short'
        assertionTemplates:
          short:
            type: contains-any
            value: [noche, "notte, amici"]
        """

    /// As in promptfoo's "Chat conversations", with the file that it names.
    static let promptfooChat = """
        prompts:
          - file://chat.json
        providers:
          - id: ollama:chat:llama3
            config: { temperature: 0.4, top_k: 20, num_predict: 30 }
        tests: file://cases.yaml
        """

    static let promptfooChatFile = #"""
        [
          { "role": "system", "content": "You answer from an almanac." },
          { "role": "user", "content": "Who won in 1990?" },
          { "role": "assistant", "content": "The \"Reds\"." },
          { "role": "user", "content": "Who won in {{ year }}?" }
        ]
        """#

    static let promptfooCases = "- vars: { year: 1991 }\n  assert:\n    - { type: equals, value: The Twins }\n"

    /// As in llm's "Prompt templates".
    static let llm = """
        model: gpt-4o
        system: You talk like a sailor from $place
        prompt: >
            Shorten the following text.

            It may cost $$5. Text: ${input}s
        defaults:
          place: Busan
        options:
          temperature: 1.8
        extract: true
        """

    /// As in Dotprompt's README and samples.
    static let dotprompt = """
        # Copyright, as some files have it

        ---
        model: googleai/gemini-2.5-flash
        config:
          temperature: 0.7
          maxOutputTokens: 1024
          topK: 40
          topP: 0.95
          stopSequences:
            - "END"
        input:
          schema:
            name: string, who is asking
            tone?: string
          default:
            name: Guest
        output:
          format: json
        ---

        {{! What follows is a comment that nobody is sent }}

        {{role "system"}}
        You look after the guests of a hotel.
        {{#if tone}}
        Be {{tone}}.
        {{else}}
        Be polite.
        {{/if}}

        {{role "user"}}
        {{history}}
        I am {{ name }}. {{{question}}}

        {{role "model"}}
        Dear {{name}},
        """

    /// As the file format's page for the second version has it.
    static let prompty = """
        ---
        name: hotel-desk
        description: Answers guests
        metadata:
          authors: [a, b]
          tags: [desk, v2]
        model:
          id: gpt-4o
          provider: openai
          apiType: chat
          connection:
            kind: key
            apiKey: ${env:OPENAI_API_KEY}
          options:
            temperature: 0.3
            maxOutputTokens: 2000
            topK: 30
        inputs:
          - name: guest
            kind: string
            default: Kim
          - name: question
            kind: string
            description: What is asked
            example: When is breakfast?
          - name: conversation
            kind: thread
        template:
          format: jinja2
        ---
        system:
        You stand at the desk of a hotel.

        {% if guest %}
        You talk to {{guest}}.
        {% endif %}

        {{conversation}}

        user:
        {{question}}
        """

    /// As the pages on the first version have it.
    static let promptyOne = """
        ---
        name: Poet
        description: Answers in verse
        authors:
          - someone
        tags: [verse]
        model:
          api: chat
          configuration:
            type: azure_openai
            azure_deployment: gpt-4
          parameters:
            max_tokens: 300
            temperature: 0.9
        sample:
          question: Why is the sea salt?
        ---

        system:
        You answer in verse.

        # Form
        Four lines.

        user:
        What is snow?
        assistant:
        Water in white.

        user:
        {{question}}
        """

    /// As in the reference of OpenAI's chat API.
    static let openAI = #"""
        {
          "model": "gpt-4o",
          "messages": [
            { "role": "developer", "content": "You name things. \ud83d\ude00" },
            { "role": "user", "content": [
              { "type": "text", "text": "What is this?" },
              { "type": "image_url", "image_url": { "url": "https://example.com/a.png" } }
            ] }
          ],
          "temperature": 0.2, "max_completion_tokens": 40, "stop": "END", "seed": 7, "n": 3,
          "logit_bias": { "50256": -100 }, "tools": []
        }
        """#

    /// A preset as LM Studio writes it into its `config-presets`.
    static let lmStudio = """
        {
          "identifier": "@local:calm", "name": "calm", "changed": true,
          "operation": { "fields": [
            { "key": "llm.prediction.temperature", "value": 0.6 },
            { "key": "llm.prediction.topKSampling", "value": 20 },
            { "key": "llm.prediction.topPSampling", "value": { "checked": true, "value": 0.9 } },
            { "key": "llm.prediction.minPSampling", "value": { "checked": false, "value": 0.05 } },
            { "key": "llm.prediction.repeatPenalty", "value": { "checked": true, "value": 1.1 } },
            { "key": "llm.prediction.llama.presencePenalty", "value": { "checked": true, "value": 1.5 } },
            { "key": "llm.prediction.maxPredictedTokens", "value": { "checked": true, "value": 512 } },
            { "key": "llm.prediction.stopStrings", "value": ["##"] },
            { "key": "llm.prediction.structured", "value": { "type": "none" } },
            { "key": "llm.prediction.llama.xtcProbability", "value": { "checked": true, "value": 0.5 } },
            { "key": "llm.prediction.systemPrompt", "value": "Be calm." }
          ] },
          "load": { "fields": [ { "key": "llm.load.contextLength", "value": 4096 } ] }
        }
        """
}
