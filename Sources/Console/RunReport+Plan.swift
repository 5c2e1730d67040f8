import Lanes
import Operations
import Reports
import Runtime

extension RunReport {
    /// Creates the report of a plan's run.
    package init(id: BatchID? = nil, plan: RunPlan, summary: RunSummary) {
        self.init(
            id: id, prompt: plan.promptName, asked: AskedPrompt(plan.prompt, variables: plan.variables),
            build: LlamaBuild.current,
            model: plan.model.map { model in
                Model(
                    name: model.description.name, path: model.description.path,
                    architecture: model.description.architecture, quantization: model.description.quantization,
                    contextLength: model.engine.contextLength)
            }, notices: plan.notices,
            lanes: zip(plan.request.lanes, summary.lanes).enumerated().map { index, pair in
                let server = plan.server(of: index)
                return Lane(
                    pair.0, pair.1, server: server, model: server == nil ? plan.place(of: index) : nil,
                    lacking: plan.lacking(of: index))
            }, summary)
    }
}
