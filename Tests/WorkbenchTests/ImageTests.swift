import Prompting
import Sampling
import Testing

@testable import Lanes
@testable import Workbench

@Suite struct ImageTests {
    private func pilot() -> Pilot {
        var prompt = Prompt.reviews
        prompt.images = ["photo.png", "/signs/left.jpg"]
        return Pilot(prompt: prompt, path: "/home/me/prompts/reviews.prompt.yaml")
    }

    @Test func `a run is asked for with images that begin in the folder of the prompt`() throws {
        var pilot = pilot()
        pilot.press("F5")
        let request = try #require(pilot.runs.last?.request.lanes.first)
        #expect(request.prompt.images.map(\.path) == ["/home/me/prompts/photo.png", "/signs/left.jpg"])
    }

    @Test func `a lane names its images, and what is known of them after a run`() throws {
        var pilot = pilot()
        #expect(pilot.screen.contains("photo.png · /signs/left.jpg"))
        #expect(pilot.screen.contains("Input  after photo.png, /signs"))
        pilot.press("F5")
        let run = try #require(pilot.runs.last)
        var result = LaneResult(name: run.name, samples: [], answer: "")
        result.images = run.request.lanes[0].prompt.images.map { image in
            var image = image
            image.contents = ImageFile.Contents(format: .png, width: 1280, height: 960, byteCount: 1, hash: "")
            image.tokens = 256
            return image
        }
        pilot.report(.engine(.run(run.id, .laneFinished(lane: 0, result: result))))
        #expect(pilot.screen.contains("photo.png 1280x960 → 256 tokens"))
    }

    @Test func `an open example names its images`() {
        var prompt = Prompt.reviews
        for index in prompt.examples.indices { prompt.examples[index].images = ["film.png"] }
        var pilot = Pilot(prompt: prompt)
        #expect(!pilot.sees("film.png"))
        pilot.press("Ctrl-Home Up*3 Enter")
        #expect(pilot.sees("input, after film.png"), "\(pilot.screen)")
    }

    @Test func `o opens the images of the lane in the viewer, before a run as well`() {
        var pilot = pilot()
        pilot.press("Tab o")
        #expect(
            pilot.effects.contains(.terminal(.view(["/home/me/prompts/photo.png", "/signs/left.jpg"]))),
            "\(pilot.footer)")
        var without = Pilot()
        without.press("Tab o")
        #expect(without.footer.contains("The lane has no images."))
    }
}
