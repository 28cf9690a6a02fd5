using Microsoft.AspNetCore.Http;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.Portals;

/// <summary>The three portals, for pages that each of them has.</summary>
internal static class PortalPaths
{
    private static readonly (Realm Realm, string Path)[] All = [(Realm.Vendor, "/sandbox"), (Realm.Member, "/member"), (Realm.Staff, "/review")];

    /// <summary>A page's paths in every portal.</summary>
    public static string[] InEach(string page) => [.. All.Select(p => p.Path + page)];

    public static string In(Realm realm, string page) => All.First(p => p.Realm == realm).Path + page;

    /// <summary>Whose page it is.</summary>
    public static Realm RealmAt(PathString path) => All.First(p => path.StartsWithSegments(p.Path)).Realm;
}
