using FastEndpoints;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.ReviewRequest;

namespace PlanApi.ProductionReview.AddNote;

/// <summary>Keeps a note of staff with a request, decided or not, with who wrote it and when.</summary>
internal static class AddNote
{
    public static readonly string Path = ReviewPaths.Notes("{id}");

    public sealed record Form
    {
        public string Note { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Note).NotBlank("Write the note").Paragraphs(2000);
    }

    public sealed class Submit(ReviewDb db, RequestPages pages, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var (requestId, now) = (Route<string>("id")!, clock.GetUtcNow());
            if (ValidationFailed)
            {
                await Show(await pages.Of(requestId, User.AccountId(), seen: null, Typed.Nothing with { Note = form.Note }, Errors, ct));
                return;
            }

            var note = new Note(NewId.At(now), User.AccountId(), User.DisplayName(), now, form.Note.Trim().ReplaceLineEndings("\n"));
            var result = await db.Requests.UpdateOneAsync(r => r.Id == requestId, Builders<ProductionRequest>.Update.Push(r => r.Notes, note), cancellationToken: ct);
            await Show(result.MatchedCount == 0 ? Html.NotFound : new SeeOtherResult($"{ReviewPaths.Review(requestId)}#notes"));
        }
    }
}
