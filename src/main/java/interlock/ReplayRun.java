package interlock;

import interlock.report.RecordedRun;
import interlock.report.Replay;
import interlock.report.Replay.Difference;
import interlock.report.Replay.Obstacle;
import interlock.report.Replay.Reason;
import interlock.report.Replay.Verdict;
import interlock.report.render.ReportJson;
import interlock.vocabulary.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Evaluates again what a report says it ran, if everything is as it was then. */
final class ReplayRun {
    private ReplayRun() {}

    static Replay of(RecordedRun recorded, Interlock interlock) {
        List<Obstacle> obstacles = new ArrayList<>();
        if (!recorded.engine().equals(RunDigest.ENGINE)) {
            obstacles.add(new Obstacle(Reason.OTHER_ENGINE, "engine", recorded.engine(), RunDigest.ENGINE));
        }
        RecordedRun.Files present = interlock.files();
        compare(recorded.files().facts(), present.facts(), obstacles);
        compare(recorded.files().policies(), present.policies(), obstacles);
        compare(recorded.files().parameters(), present.parameters(), obstacles);
        if (!obstacles.isEmpty()) {
            return replay(recorded, Verdict.UNREPLAYABLE, obstacles, Optional.empty());
        }
        String now = ReportJson.of(interlock.run(new Query(
                Optional.of(recorded.asOf()),
                Optional.of(recorded.knownAsOf()),
                recorded.query().policies(),
                recorded.query().parties(),
                recorded.query().minLevel(),
                recorded.firings(),
                recorded.weighing())));
        Optional<Difference> difference = Difference.between(recorded, now);
        return replay(recorded, difference.isPresent() ? Verdict.DIFFERS : Verdict.AGREES, List.of(), difference);
    }

    private static Replay replay(
            RecordedRun recorded, Verdict verdict, List<Obstacle> obstacles, Optional<Difference> difference) {
        return new Replay(
                Replay.FORMAT,
                Fingerprint.of(recorded.text()),
                recorded.asOf(),
                recorded.knownAsOf(),
                verdict,
                obstacles,
                difference.orElse(null));
    }

    private static void compare(
            SortedMap<String, String> recorded, SortedMap<String, String> present, List<Obstacle> obstacles) {
        SortedSet<String> names = new TreeSet<>(recorded.keySet());
        names.addAll(present.keySet());
        for (String name : names) {
            String then = recorded.get(name);
            String now = present.get(name);
            if (then == null) {
                obstacles.add(new Obstacle(Reason.NEW, name, null, now));
            } else if (!then.equals(now)) {
                obstacles.add(new Obstacle(now == null ? Reason.MISSING : Reason.CHANGED, name, then, now));
            }
        }
    }
}
