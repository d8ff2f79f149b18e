package interlock.report.render;

import interlock.report.Catalog;

/** The catalogue as JSON: a contract that scripts may parse, published as a schema. */
public final class CatalogJson {
    private CatalogJson() {}

    /** The whole catalogue, ending with a line break. */
    public static String of(Catalog catalog) {
        return ReportJson.write(catalog);
    }
}
