using PlanApi.BuildingBlocks.Web;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.AppRegistry.AppForms;

/// <summary>The form of an application, new or edited.</summary>
/// <param name="Secret">The secret of a new app, shown once as it is made; null later, when showing it asks for the password.</param>
public sealed record AppFieldsView(AppForm Form, string ClientId, string? Secret, AppReview Review, FormErrors Errors);
