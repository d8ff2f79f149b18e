package interlock.report;

import interlock.derivation.SignalKey;
import interlock.policy.Policy;
import interlock.report.Report.PartyView;
import interlock.report.Report.Severity;
import interlock.report.Report.Status;
import interlock.report.ReportDiff.SignalView;
import interlock.scenario.Timeline.Standing;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a signal stands, as a report would have it if nobody had asked how likely it is. */
public final class StandingWords {
    private StandingWords() {}

    /**
     * The signal.
     *
     * @param roles the names of its parties, in order
     * @param parties all parties on file, by id
     */
    public static SignalView of(
            SignalKey key, Standing standing, Policy policy, List<String> roles, Map<String, Fact> parties) {
        List<PartyView> views = new ArrayList<>();
        for (int i = 0; i < key.parties().size(); i++) {
            String id = key.parties().get(i);
            Fact party = parties.get(id);
            views.add(new PartyView(
                    id,
                    party == null ? id : String.valueOf(Records.value(party, "name")),
                    i < roles.size() ? roles.get(i) : "party"));
        }
        return new SignalView(
                key.id(),
                key.policy(),
                policy.header().title(),
                key.grade(),
                views,
                standing.level(),
                new Severity(standing.floor(), null, standing.ceiling()),
                standing.established() ? Status.ESTABLISHED : Status.CONTINGENT,
                null);
    }
}
