import Foundation
import Lanes

extension Backend {
    /// The price of a server's tokens; nil if it isn't known, and for a model that costs nothing.
    var price: Server.Price? {
        if case .remote(let engine) = self { engine.connection.server.price } else { nil }
    }
}

extension [Backend] {
    /// Throws if a limit of cost can't be kept for these models, because a server has no price, or if none of them costs anything.
    func check(limit: Double?) throws(Failure) {
        guard limit != nil else { return }
        let servers = filter(\.isRemote)
        guard !servers.isEmpty else {
            throw Failure("A limit of cost has no meaning here: all models run on machines of yours and cost nothing.")
        }
        if let unknown = servers.first(where: { $0.price == nil }) {
            throw Failure(
                "The settings have no price for \(unknown.name), so a limit of cost can't be kept. Write one for its server."
            )
        }
    }
}

extension Server.Price {
    /// Returns the most that a request can cost: a token for each byte that is sent, and all tokens that it may draw.
    func most(of request: LaneRequest) -> Double {
        let prompt = request.prompt
        var sent = (try? JSONEncoder().encode(prompt).count) ?? 0
        var (read, drawn) = (0, 0)
        for step in prompt.steps {
            // A later step sends again what came before it.
            read += sent
            let limit = step.limit(in: request.settings)
            drawn += limit
            sent += limit
        }
        return Double(request.samples) * (Double(read) * input + Double(drawn) * output) / 1e6
    }
}
