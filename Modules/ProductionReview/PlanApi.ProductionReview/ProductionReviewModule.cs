using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Consent.Contracts;
using PlanApi.ProductionReview.Approve;
using PlanApi.ProductionReview.ClaimRequest;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.Demo;
using PlanApi.ProductionReview.FollowApp;
using PlanApi.ProductionReview.KeptReasons;
using PlanApi.ProductionReview.LaunchFromGallery;
using PlanApi.ProductionReview.Mails;
using PlanApi.ProductionReview.Queue;
using PlanApi.ProductionReview.ReinstateApp;
using PlanApi.ProductionReview.Reject;
using PlanApi.ProductionReview.Reports;
using PlanApi.ProductionReview.ReviewRequest;
using PlanApi.ProductionReview.RunPreFlight;
using PlanApi.ProductionReview.SendRequest;
using PlanApi.ProductionReview.Statuses;
using PlanApi.ProductionReview.SuspendApp;
using PlanApi.ProductionReview.TellOfRevocations;

namespace PlanApi.ProductionReview;

/// <summary>Production requests, the reviewers' decisions, the approved snapshot of each app, and the public gallery of them.</summary>
public sealed class ProductionReviewModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddModuleDb<ReviewDb>()
        .AddOutbox(ReviewDb.RequestsName)
        .AddOutbox(ReviewDb.LiveAppsName)
        .AddOutbox(ReviewDb.PreFlightsName)
        .AddSingleton<IApprovedApps, ApprovedApps>()
        .AddSingleton<IReviewStatuses, ReviewStatuses>()
        .AddSingleton<SendRequestStore>()
        .AddSingleton<PendingRequests>()
        .AddSingleton<LiveCopies>()
        .AddSingleton<Decisions>()
        .AddSingleton<YearReport>()
        .AddSingleton<LiveAppDecisions>()
        .AddScoped<RequestPages>()
        .AddScoped<OwnPatients>()
        .AddSingleton<ListedApps>()
        .AddSingleton<Publishing>()
        .AddSingleton<ApprovedLogos>()
        .AddSingleton<Claims>()
        .AddSingleton<DecisionTimes>()
        .AddSingleton<KeptReasonStore>()
        .AddSingleton<PreFlights>()
        .AddSingleton<LinkCheck>()
        .AddScoped<VendorMail>()
        .AddHandler<AppSaved, FollowSaved>()
        .AddHandler<AppDeleted, FollowDeleted>()
        .AddHandler<RequestSent, CatchUpWithApp>()
        .AddHandler<RequestSent, QueueRequestReceivedMail>()
        .AddHandler<RequestSent, QueueNewRequestMails>()
        .AddHandler<RequestSent, AskOnceSent>()
        .AddHandler<PreFlightAsked, QueuePreFlight>()
        .AddHandler<AppApproved, PublishApproved>()
        .AddHandler<AppApproved, QueueApprovedMail>()
        .AddHandler<RequestRejected, QueueRejectedMail>()
        .AddHandler<AppSuspended, RevokeSuspended>()
        .AddHandler<AppSuspended, QueueSuspendedMail>()
        .AddHandler<AppReinstated, QueueReinstatedMail>()
        .AddModuleDb<RevocationDb>()
        .AddHandler<GrantRevoked, CountRevocation>()
        .AddScoped<TellOfRevocations.TellOfRevocations>()
        .AddHostedService<ScheduleTellingOfRevocations>()
        .AddSingleton<IDemoData, DemoRequests>();
}
